#include <stdbool.h>
#include <cdio/cdio.h>
