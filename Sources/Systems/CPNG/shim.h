// libpng reports errors by a function that must not return, and leaves by longjmp, which Swift cannot
// express; these functions keep that inside C and say what happened in `message`.
#ifndef LAMINA_CPNG_H
#define LAMINA_CPNG_H

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct lamina_png_source {
    const unsigned char *bytes;
    size_t count;
    size_t next;
    char *message;
};

static inline void lamina_png_fail(png_structp png, png_const_charp text) {
    struct lamina_png_source *source = (struct lamina_png_source *)png_get_error_ptr(png);
    strncpy(source->message, text, 199);
    longjmp(png_jmpbuf(png), 1);
}

static inline void lamina_png_ignore(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static inline void lamina_png_take(png_structp png, png_bytep target, size_t count) {
    struct lamina_png_source *source = (struct lamina_png_source *)png_get_io_ptr(png);
    if (count > source->count - source->next) png_error(png, "the file ends too early");
    memcpy(target, source->bytes + source->next, count);
    source->next += count;
}

// Reads a PNG file as 8 bits a channel, as it is: 1 channel grey, 2 grey and alpha, 3 red-green-blue, 4
// with alpha; palettes are looked up, fewer bits widened, of 16 bits the upper 8 are taken, gamma is left
// alone. Without `pixels` only the sizes are read. 0 for a fault, with `message` (200 bytes) filled.
static inline int lamina_png_read(
    const unsigned char *bytes, size_t count, int *width, int *height, int *channels,
    unsigned char *pixels, char *message
) {
    struct lamina_png_source source = {bytes, count, 0, message};
    png_structp png =
        png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, lamina_png_fail, lamina_png_ignore);
    if (!png) return 0;
    png_infop info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, NULL);
        return 0;
    }
    png_set_read_fn(png, &source, lamina_png_take);
    png_read_info(png, info);
    png_set_strip_16(png);
    png_set_expand(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    *width = (int)png_get_image_width(png, info);
    *height = (int)png_get_image_height(png, info);
    *channels = png_get_channels(png, info);
    if (pixels) {
        size_t stride = png_get_rowbytes(png, info);
        for (int pass = 0; pass < passes; pass += 1)
            for (int row = 0; row < *height; row += 1)
                png_read_row(png, pixels + stride * (size_t)row, NULL);
        png_read_end(png, NULL);
    }
    png_destroy_read_struct(&png, &info, NULL);
    return 1;
}

#endif
