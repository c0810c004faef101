"""Language codes: whatever metadata says, as ISO 639-1."""

from __future__ import annotations

import re

# ISO 639-1 code, then its ISO 639-2 code (and the bibliographic one where that differs).
# Source: the code list of the Library of Congress, the registration authority of ISO 639-2.
_CODES = """
aa aar,ab abk,ae ave,af afr,ak aka,am amh,an arg,ar ara,as asm,av ava,ay aym,az aze,ba bak,be bel,
bg bul,bi bis,bm bam,bn ben,bo bod tib,br bre,bs bos,ca cat,ce che,ch cha,co cos,cr cre,cs ces cze,
cu chu,cv chv,cy cym wel,da dan,de deu ger,dv div,dz dzo,ee ewe,el ell gre,en eng,eo epo,es spa,
et est,eu eus baq,fa fas per,ff ful,fi fin,fj fij,fo fao,fr fra fre,fy fry,ga gle,gd gla,gl glg,
gn grn,gu guj,gv glv,ha hau,he heb,hi hin,ho hmo,hr hrv,ht hat,hu hun,hy hye arm,hz her,ia ina,
id ind,ie ile,ig ibo,ii iii,ik ipk,io ido,is isl ice,it ita,iu iku,ja jpn,jv jav,ka kat geo,kg kon,
ki kik,kj kua,kk kaz,kl kal,km khm,kn kan,ko kor,kr kau,ks kas,ku kur,kv kom,kw cor,ky kir,la lat,
lb ltz,lg lug,li lim,ln lin,lo lao,lt lit,lu lub,lv lav,mg mlg,mh mah,mi mri mao,mk mkd mac,ml mal,
mn mon,mr mar,ms msa may,mt mlt,my mya bur,na nau,nb nob,nd nde,ne nep,ng ndo,nl nld dut,nn nno,
no nor,nr nbl,nv nav,ny nya,oc oci,oj oji,om orm,or ori,os oss,pa pan,pi pli,pl pol,ps pus,pt por,
qu que,rm roh,rn run,ro ron rum,ru rus,rw kin,sa san,sc srd,sd snd,se sme,sg sag,si sin,sk slk slo,
sl slv,sm smo,sn sna,so som,sq sqi alb,sr srp,ss ssw,st sot,su sun,sv swe,sw swa,ta tam,te tel,
tg tgk,th tha,ti tir,tk tuk,tl tgl,tn tsn,to ton,tr tur,ts tso,tt tat,tw twi,ty tah,ug uig,uk ukr,
ur urd,uz uzb,ve ven,vi vie,vo vol,wa wln,wo wol,xh xho,yi yid,yo yor,za zha,zh zho chi,zu zul
"""

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")


def _index() -> dict[str, str]:
    rows = [row.split() for row in _CODES.replace("\n", " ").split(",")]
    return {code: row[0] for row in rows for code in row}


_ISO_639_1 = _index()

LANGUAGES: tuple[str, ...] = tuple(sorted(set(_ISO_639_1.values())))
"""All ISO 639-1 codes."""

UNDETERMINED = frozenset({"mis", "mul", "und", "zxx"})
"""ISO 639-2 codes which say that no language can be given."""


def read_language(text: str) -> str | None:
    """ISO 639-1 code of a language tag; region and script are left off.

    Args:
        text: a code of ISO 639-1 or 639-2, or a BCP 47 tag: `en`, `eng`, `en-US`, `zh_Hant_TW`.

    Returns:
        Two small letters, or None where the tag is unknown or has no such code.

    >>> read_language("en-US"), read_language("ger"), read_language("English")
    ('en', 'de', None)
    """
    found = _TAG.fullmatch(text.strip())
    return _ISO_639_1.get(found[1].lower()) if found else None


def is_undetermined(text: str) -> bool:
    """Whether a tag says outright that the language is not known.

    >>> is_undetermined("und"), is_undetermined("en")
    (True, False)
    """
    return text.strip().lower() in UNDETERMINED
