"""Write, publish and open releases: the last step of a build, and the first of everyone else."""
