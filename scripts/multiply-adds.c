// What bounds a product of matrices: the rate of float32 multiply-adds whose operands never leave the
// registers, on all cores at once. For docs/performance.md:
//
//     clang -O3 -march=native -pthread scripts/multiply-adds.c -o /tmp/multiply-adds && /tmp/multiply-adds
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

// 24 sums of 16 numbers (8 in AVX2, where they take two registers): enough to have as many multiply-adds under
// way as the units take, which is latency times throughput.
typedef float Vector __attribute__((vector_size(64)));
enum { sums = 24, steps = 20000000, rounds = 7, most_cores = 256 };

static void *multiply_and_add(void *result) {
    Vector total[sums] = {0};
    Vector factor = (Vector){0} + 0.999f, term = (Vector){0} + 0.001f;
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < sums; i++) total[i] = total[i] * factor + term;
        // Keeps the compiler from joining steps.
        __asm__ volatile("" : "+v"(factor), "+v"(term));
    }
    Vector all = {0};
    for (int i = 0; i < sums; i++) all += total[i];
    *(float *)result = all[0];
    return 0;
}

int main(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (cores > most_cores) cores = most_cores;
    double best = 0;
    for (int round = 0; round < rounds; round++) {
        pthread_t threads[most_cores];
        float results[most_cores];
        struct timespec start, end;
        clock_gettime(CLOCK_MONOTONIC, &start);
        for (long i = 0; i < cores; i++) pthread_create(&threads[i], 0, multiply_and_add, &results[i]);
        for (long i = 0; i < cores; i++) pthread_join(threads[i], 0);
        clock_gettime(CLOCK_MONOTONIC, &end);
        double seconds = end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) * 1e-9;
        double rate = 2.0 * 16 * sums * steps * cores / seconds / 1e9;
        if (rate > best) best = rate;
    }
    printf("%.0f GFLOP/s on %ld cores, the best of %d\n", best, cores, rounds);
    return 0;
}
