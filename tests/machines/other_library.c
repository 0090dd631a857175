/* A C library that rounds otherwise: functions by way of long double, as some systems have them. */
#include <math.h>
double exp(double x) { return (double)expl((long double)x); }
double expm1(double x) { return (double)expm1l((long double)x); }
double log(double x) { return (double)logl((long double)x); }
double log1p(double x) { return (double)log1pl((long double)x); }
double log2(double x) { return (double)log2l((long double)x); }
double log10(double x) { return (double)log10l((long double)x); }
double pow(double x, double y) { return (double)powl((long double)x, (long double)y); }
double tanh(double x) { return (double)tanhl((long double)x); }
double sin(double x) { return (double)sinl((long double)x); }
double cos(double x) { return (double)cosl((long double)x); }
