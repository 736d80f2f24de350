using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place in <c>tensor[…]</c>: a number, a slice, «everything», a new dimension, or a tensor of numbers or truth values.</summary>
    public readonly struct TensorIndex
    {
        internal enum Kind { None, Single, Slice, Ellipsis, Tensor }

        internal readonly Kind kind;
        internal readonly long? start, stop, step;
        internal readonly Tensor? tensor;

        TensorIndex(Kind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null) =>
            (this.kind, this.start, this.stop, this.step, this.tensor) = (kind, start, stop, step, tensor);

        public static readonly TensorIndex Ellipsis = new(Kind.Ellipsis);
        public static readonly TensorIndex None = new(Kind.None);
        public static readonly TensorIndex Null = new(Kind.None);
        public static readonly TensorIndex Colon = new(Kind.Slice);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);
        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, range.end);
        public static TensorIndex Slice(Range range) => Slice(range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value, !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value);
        public static TensorIndex Single(long? index) => new(Kind.Single, index);
        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>Never called: it makes the compiler prefer the indexer that takes places to the one that takes tensors.</summary>
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("A place in an index is not a tensor.");
    }

    public partial class Tensor
    {
        /// <summary>A view for numbers and slices, a copy as soon as a tensor is among the places; assigning writes into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get
            {
                using var scope = NewDisposeScope();
                var (view, chosen) = Locate(indices);
                return (chosen is null ? view.alias() : Call("index.Tensor", view, Arg.Optional(chosen))).MoveToOuterDisposeScope();
            }
            set
            {
                using var scope = NewDisposeScope();
                var (view, chosen) = Locate(indices);
                if (chosen is null) view.copy_(value);
                else InPlace(view, "index_put_", view, Arg.Optional(chosen), value.to(dtype, device));
            }
        }

        [IndexerName("TensorItems")] public Tensor this[params Tensor[] indices] { get => this[Array.ConvertAll(indices, TensorIndex.Tensor)]; set => this[Array.ConvertAll(indices, TensorIndex.Tensor)] = value; }
        [IndexerName("TensorItems")] public Tensor this[params long[] indices] { get => this[Array.ConvertAll(indices, i => TensorIndex.Single(i))]; set => this[Array.ConvertAll(indices, i => TensorIndex.Single(i))] = value; }
        [IndexerName("TensorItems")] public Tensor this[long i1] { get => select(0, i1); set { using var row = select(0, i1); row.copy_(value); } }
        [IndexerName("TensorItems")] public Tensor this[long i1, long i2] { get => this[(long[])[i1, i2]]; set => this[(long[])[i1, i2]] = value; }
        [IndexerName("TensorItems")] public Tensor this[long i1, long i2, long i3] { get => this[(long[])[i1, i2, i3]]; set => this[(long[])[i1, i2, i3]] = value; }
        [IndexerName("TensorItems")] public Tensor this[long i1, long i2, long i3, long i4] { get => this[(long[])[i1, i2, i3, i4]]; set => this[(long[])[i1, i2, i3, i4]] = value; }

        public Tensor index(params TensorIndex[] indices) => this[indices];
        public Tensor index(params Tensor[] indices) => this[indices];
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) { this[indices] = value; return this; }
        public Tensor index_put_(Tensor value, params Tensor[] indices) { this[indices] = value; return this; }
        public Tensor index_put_(Scalar value, params TensorIndex[] indices) { using Tensor one = value; this[indices] = one; return this; }
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var scope = NewDisposeScope();
            var (view, chosen) = Locate(indices);
            if (chosen is not null) InPlace(view, "index_put_", view, Arg.Optional(chosen), value, accumulate);
            else if (accumulate) view.add_(value);
            else view.copy_(value);
            return this;
        }

        /// <summary>The view that numbers, slices and new dimensions give, and for each of its dimensions the tensor that chooses in it; null where none does.</summary>
        (Tensor View, Tensor?[]? Chosen) Locate(TensorIndex[] indices)
        {
            var view = this;
            var chosen = new Tensor?[dim() + indices.Length];
            var any = false;
            var at = 0;        // the dimension of the view that the next place speaks of
            var masked = 0;    // libtorch counts a mask of r dimensions as one entry
            for (var k = 0; k < indices.Length; k++)
            {
                ref readonly var place = ref indices[k];
                switch (place.kind)
                {
                    case TensorIndex.Kind.Single:
                        view = view.select(at, place.start ?? throw new ArgumentException("A single index needs its number; got null."));
                        break;
                    case TensorIndex.Kind.Slice:
                        if (place.start is not null || place.stop is not null || place.step is not null)
                            view = Call("slice.Tensor", view, at, place.start, place.stop, place.step ?? 1);
                        at++;
                        break;
                    case TensorIndex.Kind.None:
                        view = view.unsqueeze(at++);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        at = (int)view.dim() - indices[(k + 1)..].Sum(Consumes);
                        break;
                    default:
                        chosen[at - masked] = place.tensor;
                        any = true;
                        at += Consumes(place);
                        masked += Consumes(place) - 1;
                        break;
                }
            }
            return (view, any ? chosen[..Math.Max(1, Array.FindLastIndex(chosen, t => t is not null) + 1)] : null);
        }

        /// <summary>The dimensions of the tensor that a place speaks of: a mask speaks of as many as it has.</summary>
        static int Consumes(TensorIndex place) => place.kind switch
        {
            TensorIndex.Kind.None => 0,
            TensorIndex.Kind.Tensor when place.tensor!.dtype is ScalarType.Bool => (int)place.tensor.dim(),
            _ => 1,
        };
    }
}
