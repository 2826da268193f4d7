#ifndef CLIBXML2SCHEMA_SHIM_H
#define CLIBXML2SCHEMA_SHIM_H

// As in CLibXML2: libxml2's ICU types clash with those of Foundation's own ICU.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

#endif
