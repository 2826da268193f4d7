/*
 Lets one call to the storage fail, and all that follow it if the disk is full; for tests, by LD_PRELOAD.

 FAULTY_DIRECTORY   only files below it are concerned
 FAULTY_CALL        which call, from 1; 0 for none
 FAULTY_ERROR       errno; 0 to be killed there
 FAULTY_LASTS       1 if every later call fails as well
 FAULTY_COUNT       where to write at the end how many calls there were
*/
#ifdef __linux__
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static long call;
static int error;
static int lasts;
static const char *directory;
static size_t length;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULTY_CALL");
    call = text ? atol(text) : 0;
    text = getenv("FAULTY_ERROR");
    error = text ? atoi(text) : 0;
    text = getenv("FAULTY_LASTS");
    lasts = text && *text == '1';
    directory = getenv("FAULTY_DIRECTORY");
    length = directory ? strlen(directory) : 0;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULTY_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld", atomic_load(&calls));
    fclose(file);
}

static int is_below(const char *path) {
    return length > 0 && path && strncmp(path, directory, length) == 0;
}

static int is_file_below(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    int before = errno;
    ssize_t count = readlink(link, path, sizeof path - 1);
    errno = before;
    if (count < 0) return 0;
    path[count] = 0;
    return is_below(path);
}

static int is_entry_below(int folder, const char *name) {
    return name && *name == '/' ? is_below(name) : is_file_below(folder);
}

/* Counts a call that is concerned, and says whether it is to fail. */
static int strikes(int is_concerned) {
    if (!is_concerned) return 0;
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (call <= 0 || number < call || (number > call && !lasts)) return 0;
    if (error == 0) kill(getpid(), SIGKILL);
    errno = error;
    return 1;
}

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

#define ON_FILE(result, name, parameters, arguments) \
    result name parameters { return strikes(is_file_below(file)) ? -1 : REAL(name) arguments; }

ON_FILE(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count))
ON_FILE(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
ON_FILE(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
ON_FILE(int, fsync, (int file), (file))
ON_FILE(int, fdatasync, (int file), (file))
ON_FILE(int, ftruncate, (int file, off_t size), (file, size))
ON_FILE(int, ftruncate64, (int file, off64_t size), (file, size))
ON_FILE(int, fchmod, (int file, mode_t mode), (file, mode))

int rename(const char *from, const char *to) { return strikes(is_below(to)) ? -1 : REAL(rename)(from, to); }
int renameat(int one, const char *from, int other, const char *to) {
    return strikes(is_entry_below(other, to)) ? -1 : REAL(renameat)(one, from, other, to);
}
int unlink(const char *path) { return strikes(is_below(path)) ? -1 : REAL(unlink)(path); }
int unlinkat(int folder, const char *path, int flags) {
    return strikes(is_entry_below(folder, path)) ? -1 : REAL(unlinkat)(folder, path, flags);
}
int mkdir(const char *path, mode_t mode) { return strikes(is_below(path)) ? -1 : REAL(mkdir)(path, mode); }

#define MODE(flags) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    } \
    int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT)

int open(const char *path, int flags, ...) {
    MODE(flags);
    return strikes(writes && is_below(path)) ? -1 : REAL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(flags);
    return strikes(writes && is_below(path)) ? -1 : REAL(open64)(path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    MODE(flags);
    return strikes(writes && is_entry_below(folder, path)) ? -1 : REAL(openat)(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags);
    return strikes(writes && is_entry_below(folder, path)) ? -1 : REAL(openat64)(folder, path, flags, mode);
}
#endif
