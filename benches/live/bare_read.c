/* What a blocking read costs with nothing around it: reads stamped messages and prints, for each, the
 * nanoseconds between its stamp and the return of the read that brought it.
 *
 * usage: bare_read PORT COUNT SIZE STAMP   (bytes of a message, and where in it the stamp stands) */
#define _POSIX_C_SOURCE 199309L
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
    size_t count = (size_t)atol(argv[2]), size = (size_t)atol(argv[3]), stamp = (size_t)atol(argv[4]);
    uint64_t *late = calloc(count, sizeof *late);
    unsigned char buf[4096];
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (!late || s < 0 || size > sizeof buf || stamp + 8 > size) return 2;
    inet_pton(AF_INET, "127.0.0.1", &at.sin_addr);
    if (connect(s, (struct sockaddr *)&at, sizeof at) != 0) return 1;
    for (size_t i = 0; i < count; i++) {
        size_t have = 0;
        while (have < size) {
            ssize_t n = read(s, buf + have, size - have);
            if (n <= 0) return 1;
            have += (size_t)n;
        }
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        uint64_t sent;
        memcpy(&sent, buf + stamp, sizeof sent);
        late[i] = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec - sent;
    }
    for (size_t i = 0; i < count; i++) printf("%llu\n", (unsigned long long)late[i]);
    return 0;
}
