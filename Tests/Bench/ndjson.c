// Writes the NDJSON that feed-bench writes, byte by byte the same: what a program of few words takes for it.
// usage: ndjson COLUMNS ROWS SEED FILE; COLUMNS has a line for each column: name, kind, 1 if nullable, words.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char name[64]; char kind; int nullable, count; char words[16][32]; } column;

static uint64_t state;
static uint64_t next(void) {
    uint64_t value = state += 0x9E3779B97F4A7C15;
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
    value = (value ^ value >> 27) * 0x94D049BB133111EB;
    return value ^ value >> 31;
}

static const char *texts[] = {
    "", "plain", "zoe@fabrikam.example", "\"quoted\", and more", "zwei\nZeilen", "Grüße, 世界 𝄞", "null", " ",
    "a\tb", "EX:/o=x/cn=y", "'", "\\",
};
static char buffer[1 << 20], *at = buffer;

static void text(const char *value) {
    *at++ = '"';
    for (; *value; value++) {
        unsigned char c = *value;
        if (c == '"' || c == '\\') { *at++ = '\\'; *at++ = c; }
        else if (c < 0x20) at += sprintf(at, "\\u%04x", c);
        else *at++ = c;
    }
    *at++ = '"';
}

static void hash(uint64_t high, uint64_t low) {
    static const char digits[] = "0123456789abcdef";
    *at++ = '"';
    for (int shift = 60; shift >= 0; shift -= 4) *at++ = digits[high >> shift & 15];
    for (int shift = 60; shift >= 0; shift -= 4) *at++ = digits[low >> shift & 15];
    *at++ = '"';
}

static void number(int64_t value) {
    char digits[24];
    int count = 0;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do digits[count++] = '0' + rest % 10; while (rest /= 10);
    if (value < 0) *at++ = '-';
    while (count) *at++ = digits[--count];
}

static void two(unsigned value) { *at++ = '0' + value / 10; *at++ = '0' + value % 10; }

static void instant(int64_t us) {
    int64_t seconds = us / 1000000, fraction = us % 1000000, days = seconds / 86400, rest = seconds % 86400;
    // Days to a date: Howard Hinnant, chrono-compatible low-level date algorithms.
    int64_t z = days + 719468, era = z / 146097;
    unsigned doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    unsigned day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
    unsigned year = yoe + era * 400 + (month <= 2);
    *at++ = '"';
    two(year / 100); two(year % 100); *at++ = '-'; two(month); *at++ = '-'; two(day); *at++ = 'T';
    two(rest / 3600); *at++ = ':'; two(rest / 60 % 60); *at++ = ':'; two(rest % 60);
    if (fraction) {
        *at++ = '.';
        for (int64_t unit = 100000; fraction; unit /= 10) { *at++ = '0' + fraction / unit; fraction %= unit; }
    }
    *at++ = 'Z';
    *at++ = '"';
}

int main(int argc, char **argv) {
    if (argc != 5) return 64;
    column columns[64];
    int count = 0;
    FILE *list = fopen(argv[1], "r");
    char line[1024];
    while (list && fgets(line, sizeof line, list)) {
        column *c = &columns[count++];
        c->count = 0;
        char *word = strtok(line, " \n");
        strcpy(c->name, word);
        c->kind = *strtok(NULL, " \n");
        c->nullable = *strtok(NULL, " \n") == '1';
        while ((word = strtok(NULL, " \n"))) strcpy(c->words[c->count++], word);
    }
    long rows = atol(argv[2]);
    state = strtoull(argv[3], NULL, 10);
    FILE *out = fopen(argv[4], "w");
    setvbuf(out, NULL, _IONBF, 0);
    for (long row = 0; row < rows; row++) {
        for (int i = 0; i < count; i++) {
            column *c = &columns[i];
            *at++ = i ? ',' : '{';
            *at++ = '"';
            size_t length = strlen(c->name);
            memcpy(at, c->name, length);
            at += length;
            *at++ = '"';
            *at++ = ':';
            uint64_t bits = next();
            if (c->nullable && bits % 3 == 0) { memcpy(at, "null", 4); at += 4; continue; }
            switch (c->kind) {
            case 'h': hash(bits, row); break;
            case 'i': number((int64_t)bits >> bits % 60); break;
            case 'b': if (bits & 8) { memcpy(at, "false", 5); at += 5; } else { memcpy(at, "true", 4); at += 4; } break;
            case 'm': instant(bits >> 12); break;
            default: text(c->count ? c->words[bits % c->count] : texts[bits % 12]);
            }
        }
        *at++ = '}';
        *at++ = '\n';
        if (at - buffer > (1 << 19)) { fwrite(buffer, 1, at - buffer, out); at = buffer; }
    }
    fwrite(buffer, 1, at - buffer, out);
    return fclose(out) ? 1 : 0;
}
