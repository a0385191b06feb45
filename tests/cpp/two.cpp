#include <kbe.h>

kbe_value from_two(const char *text);

kbe_value from_two(const char *text) {
    return kbe_unicode(KBE_STR(text));
}
