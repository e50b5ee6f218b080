# Where CUDA's, cuDNN's and TensorRT's libraries are. Sourced by check.sh, which defines fail.

# What ONNX Runtime loads, by CUDA's version; cuDNN only when a graph is loaded.
needed_libraries() { # cuda
  case $1 in
  12) echo libcuda.so.1 libcudart.so.12 libcublas.so.12 libcublasLt.so.12 libcurand.so.10 libcudnn.so.9 ;;
  13) echo libcuda.so.1 libcudart.so.13 libcublas.so.13 libcublasLt.so.13 libcurand.so.10 libcudnn.so.9 ;;
  esac
}

# Loaded when they are there: by cuDNN, for Fourier transforms, for TensorRT.
optional_libraries() { # cuda
  echo "libnvrtc.so.$1 libcufft.so.$(($1 - 1)) libnvinfer.so.10 libnvonnxparser.so.10"
}

# Folders to look in: the caller's own, the system's, CUDA's, the driver's, those of Python's wheels.
library_folders() {
  echo "${LD_LIBRARY_PATH:-}" | tr ':' '\n'
  { /sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true; } | sed -n 's|.*=> \(/.*\)/lib[^/]*$|\1|p' | sort -u
  ls -d /usr/local/cuda*/lib64 /usr/local/cuda*/targets/x86_64-linux/lib /usr/lib/x86_64-linux-gnu /usr/lib64 \
    /usr/local/nvidia/lib64 /usr/lib/wsl/lib 2>/dev/null || true
  for python in "${PYTHON:-}" python3 python; do
    if command -v "$python" >/dev/null 2>&1; then
      "$python" -c 'import sys; print("\n".join(sys.path))' 2>/dev/null | while read -r packages; do
        ls -d "$packages"/nvidia/*/lib "$packages"/tensorrt_libs 2>/dev/null || true
      done
    fi
  done
}

# Exports LD_LIBRARY_PATH with the first folder of each library, or fails with exit code 3.
find_libraries() { # cuda
  folders=$(library_folders | awk 'NF && !seen[$0]++')
  path=
  for library in $(needed_libraries "$1") $(optional_libraries "$1"); do
    found=
    for folder in $folders; do
      if [ -e "$folder/$library" ]; then
        found=$folder
        break
      fi
    done
    if [ -n "$found" ]; then
      case :$path: in *":$found:"*) ;; *) path=$path${path:+:}$found ;; esac
    else
      case " $(needed_libraries "$1") " in *" $library "*) missing "$1" "$library" ;; esac
    fi
  done
  export LD_LIBRARY_PATH="$path${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
}

missing() { # cuda library
  case $2 in
  libcuda.so.1) fail 3 "there is no NVIDIA driver here, $2 is missing; install it, and start containers with NVIDIA's runtime" ;;
  libcudnn*) fail 3 "cuDNN's $2 is neither in the system nor in Python's nvidia-* wheels; install cuDNN 9 for CUDA $1 (pip install nvidia-cudnn-cu$1), or name its folder in LD_LIBRARY_PATH" ;;
  *) fail 3 "CUDA $1's $2 is neither in the system nor in Python's nvidia-* wheels; install CUDA $1's runtime libraries, take a bundle for another CUDA, or name their folder in LD_LIBRARY_PATH" ;;
  esac
}
