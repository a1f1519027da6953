#version 330
in vec3 position;
in vec3 normal;
in vec3 rest;       // where the point was before the person moved: textures stick to it
in float material;
in float inside;     // negative beyond the edge of cloth

uniform mat4 camera;

out vec3 world_position;
out vec3 world_normal;
out vec3 rest_position;
flat out int kind;
out float covered;

void main() {
    world_position = position;
    world_normal = normal;
    rest_position = rest;
    covered = inside;
    kind = int(material + .5);
    gl_Position = camera * vec4(position, 1);
}
