namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        // Views where libtorch gives views: writing into them writes into this tensor.
        public Tensor view(params long[] shape) => Call("view", this, shape);
        public Tensor view_as(Tensor other) => view(other.shape);
        public Tensor reshape(params long[] shape) => Call("reshape", this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Call("flatten.using_ints", this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes) => reshape([.. shape.AsSpan(0, (int)At(dim)), .. sizes, .. shape.AsSpan((int)At(dim) + 1)]);
        public Tensor ravel() => Call("ravel", this);
        public Tensor t() => Call("t", this);
        public Tensor T => Call("numpy_T", this);
        public Tensor mT => Call("mT", this);
        public Tensor H => Call("matrix_H", this);
        public Tensor transpose(long dim0, long dim1) => Call("transpose.int", this, dim0, dim1);
        public Tensor permute(params long[] permutation) => Call("permute", this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);
        public Tensor movedim(long[] source, long[] destination) => Call("movedim.intlist", this, source, destination);
        public Tensor unsqueeze(long dim) => Call("unsqueeze", this, dim);
        public Tensor unsqueeze_(long dim) => InPlace(this, "unsqueeze_", this, dim);
        public Tensor squeeze(long? dim = null) => dim is { } d ? Call("squeeze.dim", this, d) : Call("squeeze", this);
        public Tensor squeeze_(long? dim = null) => dim is { } d ? InPlace(this, "squeeze_.dim", this, d) : InPlace(this, "squeeze_", this);
        public Tensor expand(params long[] sizes) => Call("expand", this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Call("expand", this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Call("expand", this, sizes, isImplicit);
        public Tensor expand(Size sizes, bool isImplicit = false) => Call("expand", this, sizes.Shape, isImplicit);
        public Tensor expand_as(Tensor other) => expand(other.shape);
        public Tensor broadcast_to(params long[] shape) => expand(shape);
        public Tensor narrow(long dim, long start, long length) => Call("narrow", this, dim, start, length);
        public Tensor select(long dim, long index) => Call("select.int", this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) => Call("slice.Tensor", this, dim, start, finish, step);
        public Tensor unfold(long dimension, long size, long step) => Call("unfold", this, dimension, size, step);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Call("diagonal", this, offset, dim1, dim2);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Call("as_strided", this, size, strides, storageOffset);
        public Tensor[] split(long size, int dim = 0) => List("split.Tensor", this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => List("split_with_sizes", this, sizes, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => List("split_with_sizes", this, sizes, dim);
        public Tensor[] split(params long[] sizes) => List("split_with_sizes", this, sizes);
        public Tensor[] chunk(long chunks, long dim = 0) => List("chunk", this, chunks, dim);
        public Tensor[] unbind(long dimension = 0) => List("unbind.int", this, dimension);
        public Tensor alias() => Call("alias", this);

        // Copies.
        public Tensor contiguous() => Call("contiguous", this);
        public Tensor clone() => Call("clone", this);
        public Tensor repeat(params long[] sizes) => Call("repeat", this, sizes);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Call("repeat_interleave.self_int", this, repeats, dim);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Call("repeat_interleave.self_Tensor", this, repeats, dim);
        public Tensor tile(long[] reps) => Call("tile", this, reps);
        public Tensor flip(params long[] dims) => Call("flip", this, dims);
        public Tensor roll(long shifts, long? dims = null) => Call("roll", this, shifts, dims is { } d ? d : Array.Empty<long>());
        public Tensor roll(long[] shifts, long[] dims) => Call("roll", this, shifts, dims);
        public Tensor diag(long diagonal = 0) => Call("diag", this, diagonal);
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Call("diag_embed", this, offset, dim1, dim2);
        public Tensor tril(long diagonal = 0) => Call("tril", this, diagonal);
        public Tensor triu(long diagonal = 0) => Call("triu", this, diagonal);
        public Tensor tril_(long diagonal = 0) => InPlace(this, "tril_", this, diagonal);
        public Tensor triu_(long diagonal = 0) => InPlace(this, "triu_", this, diagonal);
        public Tensor index_select(long dim, Tensor index) => Call("index_select", this, dim, index);
        public Tensor gather(long dim, Tensor index) => Call("gather", this, dim, index);
        public Tensor take(Tensor index) => Call("take", this, index);
        public Tensor take_along_dim(Tensor indices, long dim) => Call("take_along_dim", this, indices, dim);
        public Tensor masked_select(Tensor mask) => Call("masked_select", this, mask);
        public Tensor nonzero() => Call("nonzero", this);
        public Tensor where(Tensor condition, Tensor y) => torch.where(condition, this, y);

        // Writes.
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(this, "copy_", this, source, nonBlocking);
        public Tensor fill_(Scalar value) => InPlace(this, "fill_.Scalar", this, value);
        public Tensor zero_() => InPlace(this, "zero_", this);
        public Tensor masked_fill(Tensor mask, Scalar value) => Call("masked_fill.Scalar", this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(this, "masked_fill_.Scalar", this, mask, value);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Call("index_add", this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => InPlace(this, "index_add_", this, dim, index, source, alpha);
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Call("index_copy", this, dim, index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace(this, "index_copy_", this, dim, index, source);
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Call("index_fill.int_Scalar", this, dim, index, value);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => InPlace(this, "index_fill_.int_Scalar", this, dim, index, value);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Call("scatter.src", this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(this, "scatter_.src", this, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Call("scatter_add", this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace(this, "scatter_add_", this, dim, index, src);

        long At(long dim) => dim < 0 ? dim + this.dim() : dim;
    }

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Call("cat", (Tensor[])[.. tensors], dim);
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Call("cat", tensors, dim);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Call("cat", tensors.ToArray(), dim);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Call("stack", (Tensor[])[.. tensors], dim);
    public static Tensor vstack(IList<Tensor> tensors) => Call("vstack", (Tensor[])[.. tensors]);
    public static Tensor vstack(Tensor[] tensors) => Call("vstack", tensors);
    public static Tensor hstack(IList<Tensor> tensors) => Call("hstack", (Tensor[])[.. tensors]);
    public static Tensor hstack(params Tensor[] tensors) => Call("hstack", tensors);
    public static Tensor block_diag(params Tensor[] tensors) => Call("block_diag", tensors);
    public static Tensor cartesian_prod(params Tensor[] tensors) => Call("cartesian_prod", tensors);
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => List("meshgrid.indexing", (Tensor[])[.. tensors], indexing);
    public static Tensor clone(Tensor input) => input.clone();
    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);
    public static Tensor t(Tensor input) => input.t();
    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);
    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);
    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);
    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);
    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);
    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);
    public static Tensor nonzero(Tensor input) => input.nonzero();
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => tensor.split(split_size_or_sections, dim);
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);
    public static Tensor[] unbind(Tensor input, long dim = 0) => input.unbind(dim);
    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);
    public static Tensor diag(Tensor input, long diagonal = 0) => input.diag(diagonal);
    public static Tensor diag_embed(Tensor input, long offset = 0, long dim1 = -2, long dim2 = -1) => input.diag_embed(offset, dim1, dim2);
    public static Tensor diagonal(Tensor input, long offset = 0, long dim1 = 0, long dim2 = 1) => input.diagonal(offset, dim1, dim2);
    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);
    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => input.repeat_interleave(repeats, dim);
}
