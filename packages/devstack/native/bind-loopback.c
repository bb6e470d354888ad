/*
 * graph-node listens on all interfaces and has no setting for it; its admin port takes commands from anybody. Preloaded
 * into it, this `bind` puts every IP socket on the loopback address instead. It uses no library, so it fits any glibc.
 *
 * Recipe (any gcc for Linux x64):
 *   gcc -shared -fPIC -nostdlib -Os -s -Wl,--build-id=none -Wl,-z,noseparate-code -fno-asynchronous-unwind-tables \
 *     -o bind-loopback.so bind-loopback.c
 */
struct address {
  unsigned short family;
  unsigned short port;
  unsigned char rest[24];
};

#define SYS_BIND 49
#define AF_INET 2
#define AF_INET6 10
#define EXPORT __attribute__((visibility("default")))

extern int *__errno_location(void);

static long call(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

EXPORT int bind(int socket, const struct address *given, unsigned int length) {
  struct address own;
  const struct address *used = given;
  if (length >= 8 && given->family == AF_INET) {
    for (unsigned int i = 0; i < 24; i++) own.rest[i] = i + 4 < length ? given->rest[i] : 0;
    own.family = given->family;
    own.port = given->port;
    own.rest[0] = 127;
    own.rest[1] = 0;
    own.rest[2] = 0;
    own.rest[3] = 1;
    used = &own;
  } else if (length >= 24 && given->family == AF_INET6) {
    for (unsigned int i = 0; i < 24; i++) own.rest[i] = i + 4 < length ? given->rest[i] : 0;
    own.family = given->family;
    own.port = given->port;
    /* Flow, then sixteen bytes: ::1 */
    for (unsigned int i = 4; i < 20; i++) own.rest[i] = i == 19;
    used = &own;
  }
  long result = call(SYS_BIND, socket, (long)used, length);
  if (result < 0) {
    *__errno_location() = (int)-result;
    return -1;
  }
  return 0;
}
