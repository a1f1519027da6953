#version 330
in vec3 world_position;
in vec3 world_normal;
in vec3 rest_position;
flat in int kind;
in float covered;
out vec4 colour_out;

uniform sampler2DShadow shadow_map;
uniform mat4 lamp;
uniform vec3 eye;
uniform vec3 lamp_direction;
uniform vec3 fill_direction;
uniform float brightness;
uniform vec3 colours[20];
uniform bool baking;            // draw only what things are painted like, for later frames to reuse
uniform sampler2D baked;
uniform int floor_kind;         // 0 planks, 1 rubber tiles, 2 concrete
uniform int contact_count;
uniform vec3 contacts[24];      // low points of the body, which darken the floor below them

const int SKIN = 0, SHIRT = 1, TROUSERS = 2, HAIR = 4, FLOOR = 9, WALL = 10, PICTURE = 12, MAT = 13, METAL = 14,
          WOOD = 17;

float hash(vec3 p) {
    p = fract(p * .3183099 + .1) * 17.;
    return fract(p.x * p.y * p.z * (p.x + p.y + p.z));
}

float noise(vec3 p) {
    vec3 i = floor(p), f = fract(p);
    f = f * f * (3. - 2. * f);
    return mix(mix(mix(hash(i), hash(i + vec3(1, 0, 0)), f.x),
                   mix(hash(i + vec3(0, 1, 0)), hash(i + vec3(1, 1, 0)), f.x), f.y),
               mix(mix(hash(i + vec3(0, 0, 1)), hash(i + vec3(1, 0, 1)), f.x),
                   mix(hash(i + vec3(0, 1, 1)), hash(i + vec3(1, 1, 1)), f.x), f.y), f.z);
}

float cloud(vec3 p) {
    return .5 * noise(p) + .3 * noise(p * 2.1) + .2 * noise(p * 4.3);
}

vec3 planks(vec3 colour) {
    float row = floor(world_position.x / .14);
    float along = (world_position.z + hash(vec3(row, 3, 1)) * 1.2) / 1.2;
    float across = fract(world_position.x / .14);
    float gap = min(min(across, 1. - across) * .14, min(fract(along), 1. - fract(along)) * 1.2);
    colour *= mix(.75, 1.15, hash(vec3(row, floor(along), 7)));
    colour *= mix(.85, 1.1, cloud(vec3(world_position.x * 40., 0, world_position.z * 4.)));
    return colour * mix(.35, 1., smoothstep(.001, .004, gap));
}

vec3 tiles(vec3 colour) {
    vec2 cell = fract(world_position.xz / .5);
    float gap = min(min(cell.x, 1. - cell.x), min(cell.y, 1. - cell.y)) * .5;
    colour *= mix(.8, 1.25, noise(vec3(world_position.xz * 180., 1.)));
    return colour * mix(.55, 1., smoothstep(.002, .006, gap));
}

vec3 floor_colour(vec3 colour) {
    if (floor_kind == 0) return planks(colour);
    if (floor_kind == 1) return tiles(colour);
    return colour * mix(.85, 1.1, cloud(vec3(world_position.xz * 3., 0.)));
}

vec3 painted(vec3 colour) {
    if (kind == FLOOR) return floor_colour(colour);
    if (kind == WALL) return colour * mix(.95, 1.04, cloud(world_position * 3.));
    if (kind == PICTURE) return mix(colour, vec3(.5, .35, .12), cloud(world_position * 6.));
    return colour * mix(.8, 1.15, cloud(world_position * vec3(4, 30, 30)));
}

float lit() {
    vec4 seen = lamp * vec4(world_position + normalize(world_normal) * .006, 1);
    vec3 place = seen.xyz / seen.w * .5 + .5;
    if (any(lessThan(place, vec3(.012))) || any(greaterThan(place, vec3(.988)))) return 1.;
    float sum = 0.;
    for (int i = -1; i <= 1; i++)
        for (int j = -1; j <= 1; j++)
            sum += texture(shadow_map, vec3(place.xy + vec2(i, j) * .0022, place.z - .0015));
    return sum / 9.;
}

float contact_shade() {
    float shade = 1.;
    for (int i = 0; i < contact_count; i++) {
        vec3 away = world_position - contacts[i];
        float apart = dot(away.xz, away.xz), height = max(contacts[i].y - .04, 0.);
        if (apart > .25) continue;
        float near = 1. - smoothstep(.1, .36, height);
        shade *= 1. - .55 * near * exp(-apart / (.006 + height * height * .9)) / (1. + height * 9.);
    }
    return shade;
}

void main() {
    if (covered < 0.) discard;
    vec3 normal = normalize(world_normal), view = normalize(eye - world_position), colour = colours[kind];
    if (dot(normal, view) < 0.) normal = -normal;
    float shine = .06, gloss = 20.;

    if (kind == SKIN) {
        colour *= mix(.82, 1.12, cloud(rest_position * 14.));
        colour.r *= 1. + .12 * (noise(rest_position * 5.) - .5);
        shine = .12;
    } else if (kind == SHIRT || kind == TROUSERS) {
        vec3 p = rest_position * vec3(9, 5, 9);
        float here = noise(p);
        vec3 crease = vec3(noise(p + .07), noise(p + vec3(0, .3, 0)), noise(p + vec3(0, 0, .3))) - here;
        normal = normalize(normal + .5 * crease);
        colour *= mix(.8, 1.15, noise(rest_position * 220.)) * mix(.9, 1.1, cloud(rest_position * 9.));
        shine = .02;
    } else if (kind == HAIR) {
        colour *= mix(.5, 1.6, noise(rest_position * vec3(300, 60, 300)));
        shine = .1;
    } else if (kind == FLOOR || kind == WALL || kind == PICTURE || kind == WOOD) {
        if (baking) {
            colour_out = vec4(sqrt(painted(colour)), 1);
            return;
        }
        colour = texelFetch(baked, ivec2(gl_FragCoord.xy), 0).rgb;
        colour *= colour;
        shine = kind == WALL ? 0. : kind == FLOOR && floor_kind == 0 ? .1 : .03;
    } else if (kind == METAL) {
        shine = .35;
        gloss = 40.;
    }

    float light = lit();
    float shade = (kind == FLOOR || kind == MAT) ? contact_shade() : 1.;
    float facing = dot(normal, lamp_direction);
    float direct = max(facing, 0.);
    if (kind == SKIN) direct = mix(direct, max((facing + .25) / 1.25, 0.), .6);
    vec3 ambient = mix(vec3(.30, .24, .19), vec3(.46, .50, .56), normal.y * .5 + .5) * shade;
    vec3 fill = vec3(.16, .18, .22) * max(dot(normal, fill_direction), 0.);
    float highlight = shine * pow(max(dot(normal, normalize(lamp_direction + view)), 0.), gloss) * light;
    float rim = kind < FLOOR ? .10 * pow(1. - max(dot(normal, view), 0.), 4.) : 0.;

    vec3 shown = colour * (ambient * .85 + fill + vec3(1.15, 1.06, .95) * direct * light) + highlight;
    shown = (shown + rim * ambient) * brightness;
    shown = shown / (1. + shown * .25);
    colour_out = vec4(pow(clamp(shown, 0., 1.), vec3(1. / 2.2)), 1.);
}
