#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/types.h>
/* HIGHFENCE_FAULT=op:n:arg  op in write,trunc,fsync,shortw,enospc,eio,fsyncerr ; n = which call (1-based) on *.jsonl ; arg = bytes */
static int cw=0,ct=0,cf=0;
static int islog(int fd){char p[64],b[512];snprintf(p,64,"/proc/self/fd/%d",fd);ssize_t n=readlink(p,b,511);if(n<0)return 0;b[n]=0;return strstr(b,".jsonl")!=NULL;}
static void cfg(char*op,int*n,int*arg){op[0]=0;*n=0;*arg=0;char*s=getenv("HIGHFENCE_FAULT");if(s)sscanf(s,"%15[^:]:%d:%d",op,n,arg);}
ssize_t write(int fd,const void*b,size_t c){static ssize_t(*r)(int,const void*,size_t);if(!r)r=dlsym(RTLD_NEXT,"write");
 if(islog(fd)){char op[16];int n,a;cfg(op,&n,&a);cw++;
  if(!strcmp(op,"write")&&cw==n){size_t k=(size_t)a<c?(size_t)a:c;if(k)r(fd,b,k);kill(getpid(),9);}
  if(!strcmp(op,"shortw")){size_t k=(size_t)a<c?(size_t)a:c;return r(fd,b,k?k:1);}
  if(!strcmp(op,"enospc")&&cw>=n){size_t k=(size_t)a<c?(size_t)a:c; if(cw==n&&k){return r(fd,b,k);} errno=ENOSPC;return -1;}
  if(!strcmp(op,"eio")&&cw==n){errno=EIO;return -1;}
 }
 return r(fd,b,c);}
static int tr(int fd,off_t l,int(*r)(int,off_t)){ if(islog(fd)){char op[16];int n,a;cfg(op,&n,&a);ct++; if(!strcmp(op,"trunc")&&ct==n){if(a)r(fd,l);kill(getpid(),9);} } return r(fd,l);}
int ftruncate(int fd,off_t l){static int(*r)(int,off_t);if(!r)r=dlsym(RTLD_NEXT,"ftruncate");return tr(fd,l,r);}
int ftruncate64(int fd,off_t l){static int(*r)(int,off_t);if(!r)r=dlsym(RTLD_NEXT,"ftruncate64");return tr(fd,l,r);}
int fsync(int fd){static int(*r)(int);if(!r)r=dlsym(RTLD_NEXT,"fsync"); if(islog(fd)){char op[16];int n,a;cfg(op,&n,&a);cf++; if(!strcmp(op,"fsync")&&cf==n){if(a)r(fd);kill(getpid(),9);} if(!strcmp(op,"fsyncerr")&&cf==n){errno=a?a:EIO;return -1;} } return r(fd);}
