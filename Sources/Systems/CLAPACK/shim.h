// Swift sees no C complex numbers; Lamina calls the real routines only.
#define LAPACK_COMPLEX_STRUCTURE
#include <lapacke.h>
