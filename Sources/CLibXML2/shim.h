#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

// Debian builds libxml2 with ICU, whose types clash with those of Foundation's own ICU. Of libxml2's declarations only
// a private part of the encoding handlers needs them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
// memchr and memcmp, whatever the platform calls its C library.
#include <string.h>

#endif
