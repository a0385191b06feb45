/* What a blocking read costs with nothing around it: reads stamped messages and prints, for each, the
 * nanoseconds between its stamp and the return of the read that brought it.
 *
 * With a fifth argument a second thread waits on a condition variable for what the first has read, and it
 * is this thread that looks at the clock: the least that any program with a network thread can do.
 *
 * usage: bare_read PORT COUNT SIZE STAMP [relay]   (bytes of a message, and where in it the stamp stands) */
#define _POSIX_C_SOURCE 200112L
#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static size_t count, size, stamp;
static uint64_t *late;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static uint64_t *sent;
static size_t have_read, noted;

static void note(uint64_t at) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    late[noted++] = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec - at;
}

static void *wait_for_all(void *nothing) {
    while (noted < count) {
        pthread_mutex_lock(&lock);
        while (have_read == noted) pthread_cond_wait(&came, &lock);
        size_t until = have_read;
        pthread_mutex_unlock(&lock);
        while (noted < until) note(sent[noted]);
    }
    return nothing;
}

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    int relay = argc > 5;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
    count = (size_t)atol(argv[2]), size = (size_t)atol(argv[3]), stamp = (size_t)atol(argv[4]);
    late = calloc(count, sizeof *late);
    sent = calloc(count, sizeof *sent);
    unsigned char buf[4096];
    pthread_t other;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (!late || !sent || s < 0 || size > sizeof buf || stamp + 8 > size) return 2;
    inet_pton(AF_INET, "127.0.0.1", &at.sin_addr);
    if (connect(s, (struct sockaddr *)&at, sizeof at) != 0) return 1;
    if (relay && pthread_create(&other, NULL, wait_for_all, NULL) != 0) return 1;
    for (size_t i = 0; i < count; i++) {
        size_t have = 0;
        while (have < size) {
            ssize_t n = read(s, buf + have, size - have);
            if (n <= 0) return 1;
            have += (size_t)n;
        }
        memcpy(&sent[i], buf + stamp, 8);
        if (!relay) {
            note(sent[i]);
            continue;
        }
        pthread_mutex_lock(&lock);
        have_read = i + 1;
        pthread_mutex_unlock(&lock);
        pthread_cond_signal(&came);
    }
    if (relay) pthread_join(other, NULL);
    for (size_t i = 0; i < count; i++) printf("%llu\n", (unsigned long long)late[i]);
    return 0;
}
