/* The floor: the same stream decoded by a plain C loop that keeps the entities' state and calls one C
 * function per event. No client but a bound: every size of this one world is compiled in, no string is
 * kept but a name, nothing allocates, and no error is handled.
 *
 * usage: floor STREAM SETUP_BYTES ALIAS(0|1) PASSES     prints one JSON object a pass */
#define _GNU_SOURCE
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef M_PI
#define M_PI 3.14159265358979323846
#endif

typedef struct {
    int32_t id;
    uint16_t cls;
    float p[3], d[3];
    int32_t hp, mp;
    int8_t state;
    char name[64];
} Ent;

static Ent ents[512];
static int nents;
static int map[65536];
static int alias_[256], nalias;
static int player;
static float base[3];
static int use_alias;

typedef void (*cb_move)(void *, int32_t, const float *, const float *);
typedef void (*cb_prop)(void *, int32_t, uint16_t, const void *, uint32_t);
typedef void (*cb_call)(void *, int32_t, uint16_t, const uint8_t *, uint32_t);

static long n_moves, n_calls, sum_calls, n_props, n_hp, sum_hp;

static void on_move(void *u, int32_t e, const float *p, const float *d) {
    (void)u, (void)e, (void)p, (void)d;
    n_moves++;
}

static void on_prop(void *u, int32_t e, uint16_t id, const void *v, uint32_t n) {
    (void)u, (void)e, (void)n;
    n_props++;
    if (id == 4) {
        int32_t x;
        memcpy(&x, v, 4);
        n_hp++;
        sum_hp += x;
    }
}

static void on_call(void *u, int32_t e, uint16_t id, const uint8_t *a, uint32_t n) {
    (void)u, (void)e, (void)id, (void)n;
    int32_t x;
    memcpy(&x, a + 12, 4);
    n_calls++;
    sum_calls += x;
}

/* Volatile, so that the calls stay calls. */
static volatile cb_move M = on_move;
static volatile cb_prop P = on_prop;
static volatile cb_call K = on_call;

static inline uint16_t u16(const uint8_t *b) {
    uint16_t v;
    memcpy(&v, b, 2);
    return v;
}

static inline int32_t i32(const uint8_t *b) {
    int32_t v;
    memcpy(&v, b, 4);
    return v;
}

static inline float f(uint32_t v) {
    float x;
    memcpy(&x, &v, 4);
    return x;
}

static inline uint32_t fu(float x) {
    uint32_t v;
    memcpy(&v, &x, 4);
    return v;
}

static void xz(const uint8_t *b, float *x, float *z) {
    uint32_t d = b[0] << 16 | b[1] << 8 | b[2];
    *x = f(fu(f(0x40000000u | (d & 0x7ff000) << 3) - 2.f) | (d & 0x800000) << 8);
    *z = f(fu(f(0x40000000u | (d & 0x7ff) << 15) - 2.f) | (d & 0x800) << 20);
}

static Ent *ent(int32_t id) {
    int i = map[id & 65535];
    if (!i) {
        i = ++nents;
        map[id & 65535] = i;
        ents[i].id = id;
    }
    return &ents[i];
}

static inline Ent *view(const uint8_t **b) {
    if (use_alias) {
        Ent *e = &ents[map[alias_[**b] & 65535]];
        (*b)++;
        return e;
    }
    Ent *e = ent(i32(*b));
    *b += 4;
    return e;
}

/* Sizes of the demo game's Avatar and Monster properties by their ids of one byte; -1 UNICODE, -2 a
 * component. */
static void props(Ent *e, const uint8_t *b, const uint8_t *end, int init) {
    static const int8_t av[23] = {0, 12, 12, 4, 4, 4, 4, 4, -2, -2, -2, 4, 2, 4, 1, 1, -1, 2, 4, 1, 1, 4, 4};
    static const int8_t mo[18] = {0, 12, 12, 4, 4, 4, 4, 4, 4, 4, 4, 1, 1, -1, 1, 1, 4, 4};
    while (b < end) {
        int id = b[1];
        b += 2;
        int n = e->cls == 5 ? mo[id] : av[id];
        const uint8_t *v = b;
        if (n == -1) {
            n = i32(b);
            v = b + 4;
            b += 4;
            memcpy(e->name, v, n < 63 ? n : 63);
            e->name[n < 63 ? n : 63] = 0;
        } else if (n == -2) {
            n = 12;
            int k = u16(b + 10);
            n += k * 6;
        } else if (id == 4)
            e->hp = i32(b);
        else if (id == 6)
            e->mp = i32(b);
        else if (id == (e->cls == 5 ? 14 : 19))
            e->state = (int8_t)*b;
        else if (id == 1)
            memcpy(e->p, b, 12);
        else if (id == 2)
            memcpy(e->d, b, 12);
        b += n;
        if (!init)
            P(0, e->id, id, v, n);
    }
}

static const uint8_t *pend[65536];
static uint32_t pendn[65536];

static long run(const uint8_t *b, const uint8_t *end) {
    long n = 0;
    const float A = (float)M_PI / 128.f;
    while (b < end) {
        uint16_t id = u16(b);
        b += 2;
        uint32_t len;
        if (id == 15)
            len = 8;
        else if (id == 13)
            len = 12;
        else {
            len = u16(b);
            b += 2;
        }
        const uint8_t *m = b;
        b += len;
        n++;
        switch (id) {
        case 52: { /* onUpdateData_xz_y_optimized */
            Ent *e = view(&m);
            float x, z;
            xz(m, &x, &z);
            e->p[0] = x + base[0];
            e->p[1] = base[1];
            e->p[2] = z + base[2];
            e->d[2] = (int8_t)m[3] * A;
            M(0, e->id, e->p, e->d);
            break;
        }
        case 47: { /* onUpdateData_xz_optimized */
            Ent *e = view(&m);
            float x, z;
            xz(m, &x, &z);
            e->p[0] = x + base[0];
            e->p[1] = base[1];
            e->p[2] = z + base[2];
            M(0, e->id, e->p, e->d);
            break;
        }
        case 44: { /* onUpdateData_y_optimized */
            Ent *e = view(&m);
            e->d[2] = (int8_t)m[0] * A;
            M(0, e->id, e->p, e->d);
            break;
        }
        case 56: { /* onUpdateData_xyz_ypr_optimized */
            Ent *e = view(&m);
            float x, z;
            xz(m, &x, &z);
            uint32_t d = u16(m + 3);
            float y = f(fu(f(0x40000000u | (d & 0x7fff) << 12) - 2.f) | (d & 0x8000) << 16);
            e->p[0] = x + base[0];
            e->p[1] = y + base[1];
            e->p[2] = z + base[2];
            e->d[2] = (int8_t)m[5] * A;
            e->d[1] = (int8_t)m[6] * A;
            e->d[0] = (int8_t)m[7] * A;
            M(0, e->id, e->p, e->d);
            break;
        }
        case 29: { /* onUpdateData_xz_y */
            Ent *e = view(&m);
            memcpy(&e->p[0], m, 4);
            memcpy(&e->p[2], m + 4, 4);
            memcpy(&e->d[2], m + 8, 4);
            M(0, e->id, e->p, e->d);
            break;
        }
        case 24: { /* onUpdateData_xz */
            Ent *e = view(&m);
            memcpy(&e->p[0], m, 4);
            memcpy(&e->p[2], m + 4, 4);
            M(0, e->id, e->p, e->d);
            break;
        }
        case 21: { /* onUpdateData_y */
            Ent *e = view(&m);
            memcpy(&e->d[2], m, 4);
            M(0, e->id, e->p, e->d);
            break;
        }
        case 33: { /* onUpdateData_xyz_ypr */
            Ent *e = view(&m);
            memcpy(e->p, m, 12);
            memcpy(&e->d[2], m + 12, 4);
            memcpy(&e->d[1], m + 16, 4);
            memcpy(&e->d[0], m + 20, 4);
            M(0, e->id, e->p, e->d);
            break;
        }
        case 15: /* onUpdateBasePosXZ */
            memcpy(&base[0], m, 4);
            memcpy(&base[2], m + 4, 4);
            break;
        case 13: /* onUpdateBasePos */
            memcpy(base, m, 12);
            break;
        case 11: { /* onUpdatePropertysOptimized */
            Ent *e = view(&m);
            props(e, m, b, 0);
            break;
        }
        case 10: { /* onRemoteMethodCallOptimized */
            Ent *e = view(&m);
            K(0, e->id, m[1], m + 2, b - m - 2);
            break;
        }
        case 511: { /* onUpdatePropertys */
            int32_t e = i32(m);
            if (!map[e & 65535]) {
                pend[e & 65535] = m + 4;
                pendn[e & 65535] = b - m - 4;
            } else
                props(ent(e), m + 4, b, 0);
            break;
        }
        case 506: /* onRemoteMethodCall */
            K(0, i32(m), m[5], m + 6, b - m - 6);
            break;
        case 504: { /* onCreatedProxies */
            player = i32(m + 8);
            Ent *e = ent(player);
            e->cls = 2;
            props(e, pend[player], pend[player] + pendn[player], 1);
            break;
        }
        case 507: { /* onEntityEnterWorld */
            int32_t x = i32(m);
            int fresh = !map[x & 65535];
            Ent *e = ent(x);
            e->cls = m[4];
            if (fresh) {
                props(e, pend[x], pend[x] + pendn[x], 1);
                alias_[nalias++] = x;
            }
            break;
        }
        case 12: { /* onSetEntityPosAndDir */
            Ent *e = ent(i32(m));
            memcpy(e->p, m + 4, 12);
            memcpy(e->d, m + 16, 12);
            break;
        }
        }
    }
    return n;
}

static double seconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int c, char **v) {
    if (c != 5) {
        fprintf(stderr, "usage: floor STREAM SETUP_BYTES ALIAS PASSES\n");
        return 2;
    }
    FILE *fp = fopen(v[1], "rb");
    if (!fp) {
        perror(v[1]);
        return 1;
    }
    fseek(fp, 0, SEEK_END);
    long L = ftell(fp);
    rewind(fp);
    uint8_t *buf = malloc(L);
    if (!buf || fread(buf, 1, L, fp) != (size_t)L)
        return 1;
    fclose(fp);
    long setup = atol(v[2]);
    use_alias = atoi(v[3]);
    int passes = atoi(v[4]);
    run(buf, buf + setup);
    for (int p = 0; p < passes; p++) {
        n_moves = n_calls = sum_calls = n_props = n_hp = sum_hp = 0;
        double s = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
        long n = run(buf + setup, buf + L);
        cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        s = seconds(CLOCK_MONOTONIC) - s;
        printf("{\"pass\":%d,\"sec\":%.9f,\"cpu\":%.9f,\"messages\":%ld,\"moves\":%ld,\"properties\":%ld,\"calls\":%ld,"
               "\"sum_hp\":%ld,\"sum_calls\":%ld}\n",
               p, s, cpu, n, n_moves, n_props, n_calls, sum_hp, sum_calls);
    }
    free(buf);
    return 0;
}
