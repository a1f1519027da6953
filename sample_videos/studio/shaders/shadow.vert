#version 330
in vec3 position;
in float inside;
out float covered;
uniform mat4 lamp;

void main() {
    covered = inside;
    gl_Position = lamp * vec4(position, 1);
}
