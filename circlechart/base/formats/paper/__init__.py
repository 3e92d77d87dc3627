"""Documents on paper: plain values in, PDF bytes out. No Django here; data reaches typst only through its inputs."""
