/* What the two halves of the program know of each other. */
#ifndef GAME_H
#define GAME_H

#include <kbe.h>

typedef struct game {
    kbe_client client;
    kbe_str account, password;
    int created, in_space, over;
    unsigned came, moved, named, answers;
    int32_t avatar;
    unsigned failures;
} game;

/* Prints what is wrong and counts it. */
void expect(game *g, int condition, const char *what);

/* Handlers for everything that the game listens to. */
kbe_callbacks handlers(void);

#endif
