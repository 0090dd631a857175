/* Four games in a register, the compiler's own vectors where the processor's are not named. */
#include <math.h>
#include <stdint.h>
#include <string.h>
#ifdef __AVX2__
#include <immintrin.h>
#endif
typedef double V __attribute__((vector_size(32)));
typedef int64_t I __attribute__((vector_size(32)));
typedef uint64_t N __attribute__((vector_size(32)));
#define C(x) ((V){(x), (x), (x), (x)})
#define TRUE ((I){-1, -1, -1, -1})
#define LOAD(p) (*(const V *)(p))
#define STORE(p, v) (*(V *)(p) = (v))
#ifdef __AVX2__
#define SEL(m, a, b) ((V)_mm256_blendv_pd((__m256d)(b), (__m256d)(a), (__m256d)(I)(m)))
#define ALL(m) (_mm256_movemask_pd((__m256d)(I)(m)) == 15)
#define RINT(a) ((V)_mm256_round_pd((__m256d)(a), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC))
#define FLOOR(a) ((V)_mm256_floor_pd((__m256d)(a)))
#define SQRT(a) ((V)_mm256_sqrt_pd((__m256d)(a)))
/* Where one side is known to be a number, the processor's own step passes nan on. */
#define MAXC(c, a) ((V)_mm256_max_pd((__m256d)(c), (__m256d)(a)))
#define MINC(c, a) ((V)_mm256_min_pd((__m256d)(c), (__m256d)(a)))
#define LOOK(t, i) ((V)_mm256_i64gather_pd((t), (__m256i)(i), 8))
#else
static inline V SEL(I m, V a, V b) { return (V)((m & (I)a) | (~m & (I)b)); }
#define ALL(m) (((m)[0] & (m)[1] & (m)[2] & (m)[3]) != 0)
static inline V RINT(V a) { for (int k = 0; k < 4; k++) a[k] = rint(a[k]); return a; }
static inline V FLOOR(V a) { for (int k = 0; k < 4; k++) a[k] = floor(a[k]); return a; }
static inline V SQRT(V a) { for (int k = 0; k < 4; k++) a[k] = sqrt(a[k]); return a; }
static inline V MAXC(V c, V a) { return SEL((I)(c > a), c, a); }
static inline V MINC(V c, V a) { return SEL((I)(c < a), c, a); }
static inline V LOOK(const double *t, I i) { V a; for (int k = 0; k < 4; k++) a[k] = t[i[k]]; return a; }
#endif
static inline V MAXV(V a, V b) { return SEL((I)(a != a), a, MAXC(a, b)); }
static inline V MINV(V a, V b) { return SEL((I)(a != a), a, MINC(a, b)); }
static inline V ABS(V a) { return (V)((I)a & ~(I)C(-0.0)); }
static inline V NEG(V a) { return (V)((I)a ^ (I)C(-0.0)); }
static inline V SIGNED(V a, V b) { return (V)(((I)a & ~(I)C(-0.0)) | ((I)b & (I)C(-0.0))); }
static inline V NUM(I m) { return (V)(m & (I)C(1.0)); }
static inline V SIGN(V a) { return SEL((I)(a != a), a, NUM((I)(a > C(0.0))) - NUM((I)(a < C(0.0)))); }
/* A place in a table; one that no game can have, in a branch that is thrown away, is another. */
static inline I PLACE(V a, long last) {
  I i; for (int k = 0; k < 4; k++) i[k] = a[k] >= 0.0 ? (a[k] <= (double)last ? (int64_t)a[k] : last) : 0; return i; }
static V odd_lanes(V a, I m, long *odd) { *odd += !ALL(~m); return a; }
#define ODD(a, m) odd_lanes((a), (I)(m), odd)

typedef struct { uint64_t low, high; const uint64_t *blocks; long *odd; } Luck;
static inline void philox(uint64_t c[4], uint64_t k0, uint64_t k1) {
  for (int r = 0; r < 10; r++) {
    unsigned __int128 a = (unsigned __int128)0xD2E7470EE14C6C93ULL * c[0];
    unsigned __int128 b = (unsigned __int128)0xCA5A826395121157ULL * c[2];
    uint64_t c0 = (uint64_t)(b >> 64) ^ c[1] ^ k0, c2 = (uint64_t)(a >> 64) ^ c[3] ^ k1;
    c[0] = c0; c[1] = (uint64_t)b; c[2] = c2; c[3] = (uint64_t)a;
    k0 += 0x9E3779B97F4A7C15ULL; k1 += 0xBB67AE8584CAA73BULL; } }
static inline V uniform(const uint64_t c[4]) {
  N w = {c[0], c[1], c[2], c[3]};
  return (V)((w >> 12) | (N)C(1.0)) - C(0x1.fffffffffffffp-1); }
static V draw(const Luck *luck, int k, int64_t moment, uint64_t name, uint64_t column) {
  uint64_t c[4] = {1 + luck->blocks[k], column, (uint64_t)moment, name};
  philox(c, luck->low, luck->high);
  return uniform(c); }
static V draw_at(const Luck *luck, int k, V moments, uint64_t name, uint64_t column) {
  V drawn;
  for (int lane = 0; lane < 4; lane++)
    drawn[lane] = draw(luck, k, (int64_t)moments[lane], name, column)[lane];
  return drawn; }
