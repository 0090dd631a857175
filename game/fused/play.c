/* Plays blocks of games, each through all its turns while it is in the cache. */
#include <stdint.h>
#include <string.h>
typedef struct { uint64_t low, high; const uint64_t *blocks; long *odd; } Luck;
typedef void (*Kernel)(const double *, double *, const double *, const double *, double *, const int64_t *, const Luck *);
/* What a step does with what its kernel wrote: a phase's columns wait until all have decided. */
enum { WAIT = 0, REVEAL = 1, MONTHS = 2, RECORD = 3 };
typedef struct { void *kernel; int kind; int columns; const int *committed; } Step;

void play(double *state, long blocks, int width, int columns, int turns, int steps, const Step *step,
          const double *const *uniforms, const int64_t *const *moments, const double *params, int parameters,
          double *work, double *slots, uint64_t low, uint64_t high, const uint64_t *replicates, long *odd,
          double *record, int recorded) {
  size_t size = (size_t)columns * width;
  for (long block = 0; block < blocks; block++) {
    double *here = work, *next = work + size, *home = state + block * size;
    const double *p = params + (size_t)block * parameters * width;
    Luck luck = {low, high, replicates + block * (width / 4), odd + block};
    memcpy(here, home, size * sizeof(double));
    for (int turn = 0; turn < turns; turn++)
      for (int s = 0; s < steps; s++) {
        const double *u = uniforms[turn * steps + s];
        const int64_t *m = moments[turn * steps + s];
        Kernel run = (Kernel)step[s].kernel;
        if (step[s].kind == RECORD) {
          double *into = record + ((size_t)block * turns + turn) * recorded * width;
          run(here, into, u, p, slots, m, &luck);
          continue;
        }
        if (run) run(here, next, u, p, slots, m, &luck);
        if (step[s].kind == REVEAL)
          for (int c = 0; c < step[s].columns; c++)
            memcpy(here + (size_t)step[s].committed[c] * width, next + (size_t)step[s].committed[c] * width, width * sizeof(double));
        if (step[s].kind == MONTHS) { /* what the months leave alone goes on */
          for (int c = 0; c < step[s].columns; c++)
            memcpy(next + (size_t)step[s].committed[c] * width, here + (size_t)step[s].committed[c] * width, width * sizeof(double));
          double *old = here; here = next; next = old; }
      }
    memcpy(home, here, size * sizeof(double));
  }
}
