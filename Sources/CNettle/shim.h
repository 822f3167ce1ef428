#ifndef CSTO_BAYES_CNETTLE_SHIM_H
#define CSTO_BAYES_CNETTLE_SHIM_H

#include <nettle/sha2.h>

#endif
