// libjpeg reports errors by a function that must not return, and leaves by longjmp, which Swift cannot
// express; these functions keep that inside C and say what happened in `message`.
#ifndef LAMINA_CJPEG_H
#define LAMINA_CJPEG_H

#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>
#include <jerror.h>
#include <stdlib.h>
#include <string.h>

struct lamina_jpeg_errors {
    struct jpeg_error_mgr manager;  // first, so that its address is the whole's
    jmp_buf leave;
    char *message;
};

static inline void lamina_jpeg_fail(j_common_ptr info) {
    struct lamina_jpeg_errors *errors = (struct lamina_jpeg_errors *)info->err;
    info->err->format_message(info, errors->message);
    longjmp(errors->leave, 1);
}

// libjpeg fills with grey what is cut off or damaged and only warns; other warnings are harmless.
static inline void lamina_jpeg_note(j_common_ptr info, int level) {
    int code = info->err->msg_code;
    if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE))
        lamina_jpeg_fail(info);
}

// A progressive file of a megabyte can have thousands of scans, each of which goes over all pixels.
static inline void lamina_jpeg_count_scans(j_common_ptr info) {
    struct lamina_jpeg_errors *errors = (struct lamina_jpeg_errors *)info->err;
    if (!info->is_decompressor || ((j_decompress_ptr)info)->input_scan_number <= 200) return;
    strcpy(errors->message, "more than 200 scans");
    longjmp(errors->leave, 1);
}

// Sizes and colour components of a JPEG file; 0 where it is none, with `message` (200 bytes) filled.
static inline int lamina_jpeg_sizes(
    const unsigned char *bytes, unsigned long count, int *width, int *height, int *components,
    int *is_progressive, char *message
) {
    struct jpeg_decompress_struct info;
    struct lamina_jpeg_errors errors;
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = lamina_jpeg_fail;
    errors.manager.emit_message = lamina_jpeg_note;
    errors.message = message;
    if (setjmp(errors.leave)) {
        jpeg_destroy_decompress(&info);
        return 0;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    *width = (int)info.image_width;
    *height = (int)info.image_height;
    *components = info.num_components;
    *is_progressive = info.progressive_mode;
    jpeg_destroy_decompress(&info);
    return 1;
}

// Decodes into `pixels`, `channels` bytes a pixel: 1 grey, 3 red-green-blue, 4 for what the file holds
// as cyan, magenta, yellow and black. Sets `is_inverted` where Adobe's marker says that those four are
// stored the other way round.
static inline int lamina_jpeg_pixels(
    const unsigned char *bytes, unsigned long count, unsigned char *pixels, int channels,
    int *is_inverted, char *message
) {
    struct jpeg_decompress_struct info;
    struct lamina_jpeg_errors errors;
    struct jpeg_progress_mgr progress = {.progress_monitor = lamina_jpeg_count_scans};
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = lamina_jpeg_fail;
    errors.manager.emit_message = lamina_jpeg_note;
    errors.message = message;
    if (setjmp(errors.leave)) {
        jpeg_destroy_decompress(&info);
        return 0;
    }
    jpeg_create_decompress(&info);
    info.progress = &progress;
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    info.out_color_space = channels == 1 ? JCS_GRAYSCALE : channels == 3 ? JCS_RGB : JCS_CMYK;
    info.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = pixels + (size_t)info.output_scanline * info.output_width * channels;
        jpeg_read_scanlines(&info, &row, 1);
    }
    *is_inverted = info.saw_Adobe_marker;
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return 1;
}

// Encodes `pixels`; the caller frees `*bytes`.
static inline int lamina_jpeg_encode(
    const unsigned char *pixels, int width, int height, int channels, int quality,
    unsigned char **bytes, unsigned long *count, char *message
) {
    struct jpeg_compress_struct info;
    struct lamina_jpeg_errors errors;
    *bytes = NULL;
    *count = 0;
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = lamina_jpeg_fail;
    errors.message = message;
    if (setjmp(errors.leave)) {
        jpeg_destroy_compress(&info);
        return 0;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, bytes, count);
    info.image_width = (JDIMENSION)width;
    info.image_height = (JDIMENSION)height;
    info.input_components = channels;
    info.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = (JSAMPROW)pixels + (size_t)info.next_scanline * width * channels;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return 1;
}

#endif
