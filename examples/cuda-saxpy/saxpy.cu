// y = 2x + y over N floats on the GPU, compared with the same on the processor. Arguments: N, the result's file.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cuda_runtime.h>
#include <vector>

__global__ void saxpy(long n, float a, const float *x, float *y) {
  const long i = blockIdx.x * static_cast<long>(blockDim.x) + threadIdx.x;
  if (i < n) y[i] = a * x[i] + y[i];
}

static void check(cudaError_t error, const char *what) {
  if (error == cudaSuccess) return;
  std::fprintf(stderr, "%s: %s\n", what, cudaGetErrorString(error));
  std::exit(1);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    std::fprintf(stderr, "expected the number of elements and the result's file\n");
    return 2;
  }
  const long n = std::strtol(argv[1], nullptr, 10);
  std::vector<float> x(n), y(n);
  for (long i = 0; i < n; i++) {
    x[i] = static_cast<float>(i % 1000) / 1000;
    y[i] = static_cast<float>(i % 7);
  }
  cudaDeviceProp device;
  check(cudaGetDeviceProperties(&device, 0), "no GPU");
  float *gx = nullptr, *gy = nullptr;
  check(cudaMalloc(&gx, n * sizeof(float)), "memory of x");
  check(cudaMalloc(&gy, n * sizeof(float)), "memory of y");
  check(cudaMemcpy(gx, x.data(), n * sizeof(float), cudaMemcpyHostToDevice), "copy of x");
  check(cudaMemcpy(gy, y.data(), n * sizeof(float), cudaMemcpyHostToDevice), "copy of y");
  saxpy<<<(n + 255) / 256, 256>>>(n, 2.0f, gx, gy);
  check(cudaGetLastError(), "start");
  std::vector<float> got(n);
  check(cudaMemcpy(got.data(), gy, n * sizeof(float), cudaMemcpyDeviceToHost), "copy of the result");
  double sum = 0, worst = 0;
  for (long i = 0; i < n; i++) {
    worst = std::fmax(worst, std::fabs(got[i] - (2.0f * x[i] + y[i])));
    sum += got[i];
  }
  std::FILE *file = std::fopen(argv[2], "w");
  if (!file) return 1;
  std::fprintf(file, "device %s\nelements %ld\nsum %.3f\nworst difference %.9f\n", device.name, n, sum, worst);
  std::fclose(file);
  std::printf("100 %%\n");
  return worst < 1e-5 ? 0 : 1;
}
