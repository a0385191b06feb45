/*
 * Plays a scenario with the C interface; see village.txt for what is in one.
 *
 *     scenario FILE PORT ACCOUNT      with KBE_ORDERS and KBE_ANSWERS, input and output of `kbe demo-server`
 */
#define _POSIX_C_SOURCE 200809L
#include <kbe.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LINE 2048
#define TOLD 8192
#define WORDS 16
#define NAMES 16

typedef struct Player {
    kbe_client client;
    char account[128], why[LINE];
    char *told[TOLD];
    unsigned first, end, names;
    char name[NAMES][32], kept[NAMES][256];
} Player;

static Player me;
static FILE *orders, *answers;

/* --- what is told ------------------------------------------------------------------------------------------------ */

static void say(char *to, const char *format, ...) {
    size_t at = strlen(to);
    va_list args;
    va_start(args, format);
    vsnprintf(to + at, LINE - at, format, args);
    va_end(args);
}

static void tell(const char *line) {
    if (me.end < TOLD && (me.told[me.end] = malloc(strlen(line) + 1)) != NULL)
        strcpy(me.told[me.end++], line);
}

static void show(char *to, const kbe_value *v) {
    uint32_t i;
    if (v->type >= KBE_VALUE_UINT8 && v->type <= KBE_VALUE_UINT64)
        say(to, "%llu", (unsigned long long)v->as.u64);
    else if (v->type >= KBE_VALUE_INT8 && v->type <= KBE_VALUE_INT64)
        say(to, "%lld", (long long)v->as.i64);
    else if (v->type == KBE_VALUE_STRING || v->type == KBE_VALUE_UNICODE)
        say(to, "\"%s\"", v->as.text);
    else if (v->type == KBE_VALUE_ARRAY || v->type == KBE_VALUE_FIXED_DICT) {
        int dict = v->type == KBE_VALUE_FIXED_DICT;
        const kbe_value *items = dict ? v->as.dict.items : v->as.items;
        say(to, dict ? "{" : "[");
        for (i = 0; i < v->count; i++) {
            say(to, "%s", i ? ", " : "");
            if (dict)
                say(to, "%s: ", v->as.dict.keys[i].ptr);
            show(to, &items[i]);
        }
        say(to, dict ? "}" : "]");
    } else
        say(to, "?");
}

static void result(const char *what, int ok, const kbe_ending *ending) {
    char line[LINE] = "";
    say(line, "%s %s", what, ok ? "ok" : ending->code_name.ptr);
    tell(line);
}

static void about(const char *what, const kbe_entity_event *e) {
    char line[LINE] = "";
    say(line, "%s %s %s", what, e->entity.flags & KBE_ENTITY_PLAYER ? "me" : "other", e->entity.class_name.ptr);
    tell(line);
}

static void on_account(const kbe_account_result_event *e, void *u) { (void)u, result("account", e->success != 0, &e->ending); }
static void on_login(const kbe_login_result_event *e, void *u) { (void)u, result("login", e->success != 0, &e->ending); }
static void on_created(const kbe_entity_event *e, void *u) { (void)u, about("created", e); }
static void on_destroyed(const kbe_entity_event *e, void *u) { (void)u, about("destroyed", e); }
static void on_enter_world(const kbe_entity_event *e, void *u) { (void)u, about("enter_world", e); }
static void on_leave_world(const kbe_entity_event *e, void *u) { (void)u, about("leave_world", e); }
static void on_enter_space(const kbe_entity_event *e, void *u) { (void)u, about("enter_space", e); }
static void on_leave_space(const kbe_entity_event *e, void *u) { (void)u, about("leave_space", e); }

static void on_disconnected(const kbe_disconnected_event *e, void *u) {
    char line[LINE] = "disconnected ";
    uint32_t reason = e->ending.reason;
    (void)u;
    if (reason == KBE_REASON_REQUESTED || reason == KBE_REASON_KICKED)
        say(line, reason == KBE_REASON_KICKED ? "kicked" : "requested");
    else
        say(line, "%u", (unsigned)reason);
    tell(line);
}

static void begin(char *line, const char *what, uint32_t flags, kbe_str component, kbe_str name) {
    say(line, "%s %s %s%s%s", what, flags & KBE_FLAG_PLAYER ? "me" : "other", component.ptr, component.len ? "." : "", name.ptr);
}

static void on_property(const kbe_property_event *e, void *u) {
    char line[LINE] = "";
    (void)u;
    begin(line, "property", e->flags, e->component_name, e->property_name);
    say(line, " ");
    if (!(e->flags & KBE_FLAG_INITIAL)) {
        show(line, &e->old_value);
        say(line, " -> ");
    }
    show(line, &e->value);
    tell(line);
}

static void on_method(const kbe_method_event *e, void *u) {
    char line[LINE] = "";
    uint32_t i;
    (void)u;
    begin(line, "method", e->flags, e->component_name, e->method_name);
    say(line, "(");
    for (i = 0; i < e->argc; i++) {
        say(line, i ? ", " : "");
        show(line, &e->args[i]);
    }
    say(line, ")");
    tell(line);
}

static void on_data(const kbe_space_data_event *e, void *u) {
    char line[LINE] = "";
    (void)u;
    say(line, "space_data %s = %s", e->key.ptr, e->value.ptr);
    tell(line);
}
static void on_data_deleted(const kbe_space_data_event *e, void *u) {
    char line[LINE] = "";
    (void)u;
    say(line, "space_data_deleted %s", e->key.ptr);
    tell(line);
}
static void on_geometry(const kbe_space_geometry_event *e, void *u) {
    char line[LINE] = "";
    (void)u;
    say(line, "geometry %s", e->path.ptr);
    tell(line);
}

/* --- lines of the file ------------------------------------------------------------------------------------------- */

static int fail(const char *format, const char *what) {
    snprintf(me.why, sizeof me.why, format, what);
    return 0;
}

static size_t name_length(const char *s) {
    size_t n = 0;
    while ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_')
        n++;
    return n;
}

static const char *kept(const char *name, size_t length) {
    static char id[16];
    unsigned i;
    if (length == 2 && strncmp(name, "me", 2) == 0) {
        snprintf(id, sizeof id, "%d", (int)kbe_player_id(me.client));
        return id;
    }
    for (i = 0; i < me.names; i++)
        if (strlen(me.name[i]) == length && strncmp(me.name[i], name, length) == 0)
            return me.kept[i];
    return NULL;
}

/* Puts in what is kept; names that are not known yet stay. */
static void fill(char *to, const char *line) {
    to[0] = 0;
    while (*line) {
        size_t n = *line == '$' ? name_length(line + 1) : 0;
        const char *value = n ? kept(line + 1, n) : NULL;
        if (value)
            say(to, "%s", value);
        else
            say(to, "%.*s", (int)n + 1, line);
        line += n + 1;
    }
}

static int fits(const char *pattern, const char *line) {
    for (; *pattern != '*' && *pattern != '$'; pattern++, line++) {
        if (*pattern != *line)
            return 0;
        if (*pattern == 0)
            return 1;
    }
    if (*pattern == '*') {
        do {
            if (fits(pattern + 1, line))
                return 1;
        } while (*line++);
        return 0;
    } else {
        size_t n = name_length(pattern + 1), length = strcspn(line, " ,)}]");
        if (n == 0 || length == 0 || me.names == NAMES || !fits(pattern + 1 + n, line + length))
            return 0;
        snprintf(me.name[me.names], sizeof me.name[0], "%.*s", (int)n, pattern + 1);
        snprintf(me.kept[me.names++], sizeof me.kept[0], "%.*s", (int)length, line);
        return 1;
    }
}

static int expect(const char *pattern) {
    int turns;
    for (turns = 0; turns < 1000; turns++) {
        unsigned i;
        for (i = me.first; i < me.end; i++)
            if (fits(pattern, me.told[i])) {
                me.first = i + 1;
                return 1;
            }
        kbe_sync_layers(20);
    }
    for (; me.first < me.end; me.first++)
        printf("  told: %s\n", me.told[me.first]);
    return fail("waited in vain for %s", pattern);
}

static int admin(const char *order) {
    char answer[LINE] = "";
    int turns;
    fprintf(orders, "%s\n", order);
    fflush(orders);
    for (turns = 0; turns < 2000 && strchr(answer, '\n') == NULL; turns++) {
        struct timespec pause = {0, 10000000};
        size_t at = strlen(answer);
        if (fgets(answer + at, (int)(sizeof answer - at), answers) == NULL) {
            clearerr(answers);
            nanosleep(&pause, NULL);
        }
    }
    return answer[0] == 0 || strncmp(answer, "error", 5) == 0 ? fail("the server: %s", answer) : 1;
}

static kbe_result walk(float dx, float dz) {
    kbe_entity_view view = KBE_ENTITY_VIEW_INIT;
    kbe_client_info info = KBE_CLIENT_INFO_INIT;
    kbe_pose pose = KBE_POSE_INIT;
    kbe_result r = kbe_entity_get(me.client, 0, &view);
    int i;
    for (i = 1; i <= 10 && r == KBE_OK; i++) {
        pose.position[0] = view.position[0] + dx * (float)i / 10;
        pose.position[1] = view.position[1];
        pose.position[2] = view.position[2] + dz * (float)i / 10;
        pose.on_ground = 1;
        r = kbe_player_set_pose(me.client, &pose);
        kbe_sync_layers(50);
    }
    for (i = 0; i < 1000 && r == KBE_OK; i++) {
        r = kbe_client_get_info(me.client, &info);
        if (fabsf(info.server_position[0] - pose.position[0]) < 0.1f && fabsf(info.server_position[2] - pose.position[2]) < 0.1f)
            return r;
        kbe_sync_layers(20);
    }
    return r == KBE_OK ? KBE_E_NOT_READY : r;
}

/* Splits at blanks, but not between quotes, which stay. */
static uint32_t split(char *line, char **words) {
    uint32_t n = 0;
    while (n < WORDS && *(line += strspn(line, " ")) != 0) {
        words[n++] = line;
        line += *line == '"' ? strcspn(line + 1, "\"") + 2 : strcspn(line, " ");
        if (*line != 0)
            *line++ = 0;
    }
    return n;
}

static uint32_t arguments(kbe_value *to, char **words, uint32_t count) {
    uint32_t i;
    for (i = 0; i < count; i++) {
        if (words[i][0] == '"') {
            words[i][strlen(words[i]) - 1] = 0;
            to[i] = kbe_unicode(KBE_STR(words[i] + 1));
        } else if (strchr(words[i], '.'))
            to[i] = kbe_double(strtod(words[i], NULL));
        else
            to[i] = kbe_int64(strtoll(words[i], NULL, 10));
    }
    return count;
}

/* What is refused or not; in *done whether it was done in any other way. */
static kbe_result command(char **w, uint32_t n) {
    kbe_value args[WORDS];
    kbe_str password = KBE_STR(n > 1 ? w[1] : ""), account = KBE_STR(me.account);
    if (strcmp(w[0], "create") == 0)
        return kbe_client_create_account(me.client, account, password, kbe_bytes_make(NULL, 0), 0);
    if (strcmp(w[0], "login") == 0)
        return kbe_client_login(me.client, account, password);
    if (strcmp(w[0], "logout") == 0)
        return kbe_client_logout(me.client);
    if (strcmp(w[0], "base") == 0 && n > 1)
        return kbe_entity_call_base(me.client, 0, KBE_STR(w[1]), args, arguments(args, w + 2, n - 2));
    if (strcmp(w[0], "cell") == 0 && n > 1)
        return kbe_entity_call_cell(me.client, 0, KBE_STR(w[1]), args, arguments(args, w + 2, n - 2));
    if (strcmp(w[0], "component.base") == 0 && n > 2)
        return kbe_component_call_base(me.client, 0, KBE_STR(w[1]), KBE_STR(w[2]), args, arguments(args, w + 3, n - 3));
    if (strcmp(w[0], "component.cell") == 0 && n > 2)
        return kbe_component_call_cell(me.client, 0, KBE_STR(w[1]), KBE_STR(w[2]), args, arguments(args, w + 3, n - 3));
    if (strcmp(w[0], "walk") == 0 && n == 3)
        return walk(strtof(w[1], NULL), strtof(w[2], NULL));
    return KBE_E_INVALID_ARGUMENT;
}

static int value(const char *name, const char *wanted) {
    const kbe_value *v = NULL;
    char shown[LINE] = "";
    if (kbe_entity_property(me.client, 0, KBE_STR(name), &v) != KBE_OK || v == NULL)
        return fail("no property %s", name);
    show(shown, v);
    return strcmp(shown, wanted) == 0 ? 1 : fail("it is %s", shown);
}

static int play(char *line) {
    char *words[WORDS], *rest = line + strcspn(line, " ");
    const char *wanted = "OK", *got;
    uint32_t n;
    rest += *rest != 0;
    if (strncmp(line, "expect ", 7) == 0)
        return expect(rest);
    if (strncmp(line, "admin ", 6) == 0)
        return admin(rest);
    n = split(line, words);
    if (strcmp(words[0], "value") == 0 && n == 3)
        return value(words[1], words[2]);
    if (strcmp(words[0], "fails") == 0 && n > 2) {
        wanted = words[1];
        got = kbe_result_name(command(words + 2, n - 2));
    } else
        got = kbe_result_name(command(words, n));
    if (strncmp(got, "KBE_E_", 6) == 0)
        got += 6;
    else if (strcmp(got, "KBE_OK") == 0)
        got = "OK";
    return strcmp(got, wanted) == 0 ? 1 : fail("the library says %s", got);
}

int main(int argc, char **argv) {
    char line[LINE], filled[LINE];
    unsigned number = 0, played = 0, i;
    kbe_config config = KBE_CONFIG_INIT;
    kbe_callbacks on = KBE_CALLBACKS_INIT;
    FILE *file = argc < 4 ? NULL : fopen(argv[1], "r");
    if (file == NULL || (orders = fopen(getenv("KBE_ORDERS"), "w")) == NULL || (answers = fopen(getenv("KBE_ANSWERS"), "r")) == NULL)
        return 2;
    fseek(answers, 0, SEEK_END);
    config.port = (uint32_t)atoi(argv[2]);
    snprintf(me.account, sizeof me.account, "%s", argv[3]);
    snprintf(me.name[0], sizeof me.name[0], "account");
    snprintf(me.kept[0], sizeof me.kept[0], "%s", argv[3]);
    me.names = 1;
    on.account_result = on_account, on.login_result = on_login, on.disconnected = on_disconnected;
    on.entity_created = on_created, on.entity_destroyed = on_destroyed, on.property_changed = on_property;
    on.entity_enter_world = on_enter_world, on.entity_leave_world = on_leave_world, on.method_called = on_method;
    on.entity_enter_space = on_enter_space, on.entity_leave_space = on_leave_space, on.space_geometry = on_geometry;
    on.space_data_set = on_data, on.space_data_deleted = on_data_deleted;
    if (kbe_client_create(&config, &me.client) != KBE_OK || kbe_client_set_callbacks(me.client, &on, NULL) != KBE_OK)
        return 2;
    while (fgets(line, sizeof line, file) != NULL) {
        number++;
        line[strcspn(line, "\r\n")] = 0;
        if (line[0] == '#' || line[0] == 0)
            continue;
        fill(filled, line);
        if (!play(filled)) {
            printf("%s:%u: %s: %s\n", argv[1], number, line, me.why);
            return 1;
        }
        played++;
    }
    fclose(file);
    kbe_client_destroy(me.client);
    for (i = 0; i < me.end; i++)
        free(me.told[i]);
    printf("played %u lines\n", played);
    return 0;
}
