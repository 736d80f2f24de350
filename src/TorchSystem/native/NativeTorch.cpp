// One door to libtorch: any ATen operator by schema name, with tensors as opaque TensorImpl pointers.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#include <torch/version.h>
#if defined(_WIN32)
#define EXPORT extern "C" __declspec(dllexport)
#else
#include <dlfcn.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#define EXPORT extern "C" __attribute__((visibility("default")))
#endif

using c10::IValue;
using Handle = c10::TensorImpl*;                       // one owned reference per handle
using GeneratorHandle = c10::GeneratorImpl*;           // the same

// Mirrors of Native.cs.
enum Tag : int32_t { Absent, None, TensorTag, Int, Double, Bool, Ints, Doubles, Tensors, OptTensors, Text, Device, Random };
struct Value { int32_t tag, count; union { int64_t i; double d; const void* p; }; };

static thread_local std::string lastError;

template <class F> static int guarded(F&& body) {     // exceptions stop here: -1 and a message
  try { return body(); }
  catch (const c10::Error& e) { lastError = e.what_without_backtrace(); }
  catch (const std::exception& e) { lastError = e.what(); }
  return -1;
}

template <class T> static c10::intrusive_ptr<T> share(const void* h) { return c10::intrusive_ptr<T>::reclaim_copy((T*)h); }
static at::Tensor borrow(const void* h) {
  return h ? at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy((Handle)h)) : at::Tensor();
}
static at::Generator generator(const void* h) { return at::Generator(share<c10::GeneratorImpl>(h)); }
static Handle give(at::Tensor t) { return t.defined() ? t.unsafeReleaseTensorImpl() : nullptr; }
template <class F> static Handle made(F&& body) {     // a new tensor, or null and a message
  Handle h = nullptr;
  guarded([&] { h = give(body()); return 0; });
  return h;
}

template <class T> static c10::ArrayRef<T> array(const Value& v) { return {(const T*)v.p, (size_t)v.count}; }
static std::vector<at::Tensor> tensors(const Value& v) {
  std::vector<at::Tensor> r;
  for (auto h : array<Handle>(v)) r.push_back(borrow(h));
  return r;
}

/// A number where the schema wants a list of them is a list of one, so that a single dimension needs no array.
static bool wants_list(const c10::Argument& arg) {
  auto type = arg.type().get();
  if (type->kind() == c10::TypeKind::OptionalType) type = type->containedTypes()[0].get();
  return type->kind() == c10::TypeKind::ListType;
}

static IValue unpack(const Value& v, const c10::Argument& arg) {
  switch (v.tag) {
    case Absent: return arg.default_value() ? *arg.default_value() : IValue();
    case TensorTag: return borrow(v.p);
    case Int: return wants_list(arg) ? IValue(c10::ArrayRef<int64_t>(&v.i, 1)) : IValue(v.i);
    case Double: return v.d;
    case Bool: return v.i != 0;
    case Ints: return array<int64_t>(v);
    case Doubles: return array<double>(v);
    case Text: return std::string((const char*)v.p, v.count);
    case Device: return c10::Device((c10::DeviceType)v.count, (c10::DeviceIndex)v.i);
    case Random: return generator(v.p);
    case Tensors: { c10::List<at::Tensor> l; for (auto h : array<Handle>(v)) l.push_back(borrow(h)); return l; }
    case OptTensors: {                                 // spelled without c10::optional or std::optional: libtorch moved from one to the other
      c10::impl::GenericList l(c10::OptionalType::create(c10::TensorType::get()));
      for (auto h : array<Handle>(v)) l.push_back(h ? IValue(borrow(h)) : IValue());
      return l;
    }
    default: return {};
  }
}

static Value pack(IValue&& v) {
  Value r{None, 0, {0}};
  if (v.isTensor()) { r.tag = TensorTag; r.p = give(std::move(v).toTensor()); }
  else if (v.isInt()) { r.tag = Int; r.i = v.toInt(); }
  else if (v.isDouble()) { r.tag = Double; r.d = v.toDouble(); }
  else if (v.isBool()) { r.tag = Bool; r.i = v.toBool(); }
  else if (v.isTensorList()) {
    auto list = v.toTensorVector();
    auto out = (Handle*)malloc(list.size() * sizeof(Handle));
    for (size_t k = 0; k < list.size(); ++k) out[k] = give(std::move(list[k]));
    r.tag = Tensors; r.count = (int32_t)list.size(); r.p = out;
  }
  return r;
}

EXPORT const char* nt_error() { return lastError.c_str(); }
EXPORT void nt_release(Handle h) { c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(h); }
EXPORT void nt_free(void* p) { free(p); }

/// "add.Tensor" -> aten's operator to call, valid for the life of the process; null and a message if there is none.
EXPORT void* nt_operator(const char* qualified) {
  std::string name("aten::"), overload(qualified);
  auto dot = overload.find('.');
  name += overload.substr(0, dot);
  overload = dot == std::string::npos ? "" : overload.substr(dot + 1);
  void* found = nullptr;
  guarded([&] { found = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name.c_str(), overload.c_str())); return 0; });
  return found;
}

/// Arguments by position; an absent one, or one past the last given, takes the schema's default. Returns the number of results.
EXPORT int nt_call(const c10::OperatorHandle* op, const Value* args, int count, Value* results, int room) {
  return guarded([&] {
    const auto& formal = op->schema().arguments();
    TORCH_CHECK((size_t)count <= formal.size(), op->schema().name(), " takes ", formal.size(), " arguments");
    torch::jit::Stack stack;
    stack.reserve(formal.size());
    static const Value absent{Absent, 0, {0}};
    for (size_t k = 0; k < formal.size(); ++k) stack.push_back(unpack(k < (size_t)count ? args[k] : absent, formal[k]));
    op->callBoxed(stack);
    TORCH_CHECK(stack.size() <= (size_t)room, op->schema().name(), " returned ", stack.size(), " values");
    for (size_t k = 0; k < stack.size(); ++k) results[k] = pack(std::move(stack[k]));
    return (int)stack.size();
  });
}

/// A copy of the elements at data, row by row.
EXPORT Handle nt_from_data(const void* data, const int64_t* sizes, int rank, int dtype) {
  return made([&] { return at::from_blob((void*)data, {sizes, (size_t)rank}, at::TensorOptions((at::ScalarType)dtype)).clone(); });
}
/// The first element of a CPU tensor; null and a message for a tensor that has no memory here.
EXPORT void* nt_data(Handle h) {
  void* p = nullptr;
  guarded([&] { auto t = borrow(h); TORCH_CHECK(t.device().is_cpu(), "The elements of a tensor on ", t.device(), " cannot be read in place; call cpu() first."); p = t.data_ptr(); return 0; });
  return p;
}
EXPORT int nt_sizes(Handle h, int64_t* out, int room) { auto s = h->sizes(); for (int k = 0; k < room && k < (int)s.size(); ++k) out[k] = s[k]; return (int)s.size(); }
EXPORT int nt_strides(Handle h, int64_t* out, int room) { auto s = h->strides(); for (int k = 0; k < room && k < (int)s.size(); ++k) out[k] = s[k]; return (int)s.size(); }
EXPORT int64_t nt_numel(Handle h) { return h->numel(); }
EXPORT int nt_dtype(Handle h) { return (int)c10::typeMetaToScalarType(h->dtype()); }
EXPORT int nt_device(Handle h) { auto d = h->device(); return (int)d.type() << 16 | (uint16_t)(int16_t)d.index(); }
EXPORT int nt_contiguous(Handle h) { return h->is_contiguous(); }

EXPORT int nt_requires_grad(Handle h) { return borrow(h).requires_grad(); }
EXPORT Handle nt_grad(Handle h) { return made([&] { return borrow(h).grad(); }); }
EXPORT int nt_set_grad(Handle h, Handle g) { return guarded([&] { borrow(h).mutable_grad() = borrow(g); return 0; }); }
EXPORT int nt_autograd(const Value* outputs, const Value* inputs, const Value* seeds, int retain, int create, int allowUnused, Handle* out) {
  return guarded([&] {
    auto grads = torch::autograd::grad(tensors(*outputs), tensors(*inputs), tensors(*seeds), retain != 0, create != 0, allowUnused != 0);
    for (size_t k = 0; k < grads.size(); ++k) out[k] = give(std::move(grads[k]));
    return (int)grads.size();
  });
}
EXPORT int nt_backward(const Value* outputs, const Value* seeds, const Value* inputs, int retain, int create) {
  return guarded([&] { torch::autograd::backward(tensors(*outputs), tensors(*seeds), retain != 0, create != 0, tensors(*inputs)); return 0; });
}
EXPORT int nt_grad_mode(int on) { bool was = c10::GradMode::is_enabled(); if (on >= 0) c10::GradMode::set_enabled(on != 0); return was; }
EXPORT void* nt_inference_enter(int on) { return new c10::InferenceMode(on != 0); }
EXPORT void nt_inference_leave(void* guard) { delete (c10::InferenceMode*)guard; }

/// A generator of its own, not the device's default one.
EXPORT GeneratorHandle nt_generator(int device, int index, uint64_t seed) {
  GeneratorHandle h = nullptr;
  guarded([&] {
    auto g = at::globalContext().defaultGenerator(c10::Device((c10::DeviceType)device, (c10::DeviceIndex)index)).clone();
    g.set_current_seed(seed);
    h = share<c10::GeneratorImpl>(g.unsafeGetGeneratorImpl()).release();
    return 0;
  });
  return h;
}
EXPORT GeneratorHandle nt_default_generator() {
  return share<c10::GeneratorImpl>(at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CPU)).unsafeGetGeneratorImpl()).release();
}
EXPORT void nt_generator_release(GeneratorHandle h) { c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(h); }
EXPORT void nt_generator_seed(GeneratorHandle h, uint64_t seed) { generator(h).set_current_seed(seed); }
EXPORT uint64_t nt_generator_reseed(GeneratorHandle h) { return generator(h).seed(); }
EXPORT uint64_t nt_generator_current_seed(GeneratorHandle h) { return generator(h).current_seed(); }
EXPORT Handle nt_generator_state(GeneratorHandle h) { return made([&] { return generator(h).get_state(); }); }
EXPORT int nt_generator_set_state(GeneratorHandle h, Handle state) { return guarded([&] { generator(h).set_state(borrow(state)); return 0; }); }
EXPORT int nt_seed_all(uint64_t seed) { return guarded([&] { at::manual_seed(seed); return 0; }); }

#if defined(__GLIBC__)
// libtorch keeps no CPU buffers of its own. glibc gives every large one back to the kernel when it is freed, and the next training step
// pays for its pages again (5 % of a step at width 1024); a wider margin keeps them.
static const bool keepsFreedMemory = mallopt(M_MMAP_THRESHOLD, 32 << 20) && mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif

#if !defined(_WIN32)
template <class F> static F blas(const char* name) { return (F)dlsym(RTLD_DEFAULT, name); }
#endif
/// Sets libtorch's own threads and, where there is one behind libblas, OpenBLAS's; 0 only asks.
EXPORT int nt_threads(int n) {
  if (n > 0) {
    at::set_num_threads(n);
#if !defined(_WIN32)
    if (auto set = blas<void (*)(int)>("openblas_set_num_threads")) set(n);
#endif
  }
  return at::get_num_threads();
}
EXPORT int nt_interop_threads(int n) { return guarded([&] { if (n > 0) at::set_num_interop_threads(n); return (int)at::get_num_interop_threads(); }); }
/// OpenBLAS's thread count; 0 where the BLAS is another.
EXPORT int nt_blas_threads() {
#if !defined(_WIN32)
  if (auto get = blas<int (*)()>("openblas_get_num_threads")) return get();
#endif
  return 0;
}

EXPORT int nt_cuda_devices() { return guarded([] { return (int)torch::cuda::device_count(); }); }
EXPORT int nt_cuda_synchronize(int index) { return guarded([&] { torch::cuda::synchronize(index); return 0; }); }
EXPORT int nt_cudnn() { return guarded([] { return (int)torch::cuda::cudnn_is_available(); }); }

EXPORT const char* nt_version() { return TORCH_VERSION; }
/// What libtorch says about its build and its threads, and OpenBLAS about its kernels.
EXPORT const char* nt_configuration() {
  static thread_local std::string text;
  guarded([&] {
    text = at::show_config() + at::get_parallel_info();
#if !defined(_WIN32)
    if (auto config = blas<char* (*)()>("openblas_get_config")) text += std::string("OpenBLAS: ") + config() + "\n";
#endif
    return 0;
  });
  return text.c_str();
}
/// The file that libtorch's operators were loaded from; empty where the system does not say.
EXPORT const char* nt_library_path() {
#if !defined(_WIN32)
  Dl_info info;
  if (dladdr((void*)&at::get_num_threads, &info) && info.dli_fname) return info.dli_fname;
#endif
  return "";
}
