#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H

// The type checks are macros around variadic calls, which Swift does not see anyway.
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// curl_easy_setopt is variadic, which Swift cannot call: one function for each type of argument.

static inline CURLcode CCurl_setLong(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode CCurl_setOffset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode CCurl_setText(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode CCurl_setPointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode CCurl_setCallback(CURL *easy, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(easy, option, value);
}

// curl_easy_getinfo is variadic too.

static inline CURLcode CCurl_getLong(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode CCurl_getOffset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode CCurl_getPointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, value);
}

// So are curl_multi_setopt and curl_share_setopt.

static inline CURLMcode CCurl_multiSetLong(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLSHcode CCurl_shareSetLong(CURLSH *share, CURLSHoption option, long value) {
    return curl_share_setopt(share, option, value);
}

// The result lies in a union.
static inline CURLcode CCurl_result(const CURLMsg *message) {
    return message->data.result;
}

// Macros with a cast or without a plain number, which Swift does not import.

static inline long CCurl_authBasic(void) { return (long)CURLAUTH_BASIC; }
static inline long CCurl_authBearer(void) { return (long)CURLAUTH_BEARER; }
static inline long CCurl_authNegotiate(void) { return (long)CURLAUTH_NEGOTIATE; }
static inline long CCurl_authNTLM(void) { return (long)CURLAUTH_NTLM; }
static inline long CCurl_globalAll(void) { return (long)CURL_GLOBAL_ALL; }
static inline CURLversion CCurl_versionNow(void) { return CURLVERSION_NOW; }

// The names of the options are macros in a header that Swift's Glibc module leaves out. Nothing to do elsewhere.
static inline void CCurl_keepFreedMemory(int largestBlock, int keptBytes) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, largestBlock);
    mallopt(M_TRIM_THRESHOLD, keptBytes);
#else
    (void)largestBlock;
    (void)keptBytes;
#endif
}

#endif
