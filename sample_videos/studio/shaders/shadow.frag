#version 330
in float covered;

void main() {
    if (covered < 0.) discard;
}
