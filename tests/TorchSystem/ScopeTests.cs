using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

public sealed class ScopeTests
{
    [Fact]
    public void A_scope_disposes_what_is_made_in_it()
    {
        Tensor inside;
        using (var scope = NewDisposeScope())
        {
            inside = zeros(2);
            Assert.Equal(1, scope.DisposablesCount);
            Assert.True(scope.Contains(inside));
        }
        Assert.True(inside.IsInvalid);
    }

    [Fact]
    public void What_is_moved_out_belongs_to_the_outer_scope()
    {
        Tensor moved, left;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                left = zeros(2);
                moved = zeros(2).MoveToOuterDisposeScope();
            }
            Assert.False(moved.IsInvalid);
            Assert.True(left.IsInvalid);
            Assert.True(outer.Contains(moved));
        }
        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void What_is_moved_out_of_the_outermost_scope_belongs_to_the_caller()
    {
        Tensor first, second, third;
        using (var scope = NewDisposeScope())
        {
            first = scope.MoveToOuter(zeros(1));
            (second, third) = scope.MoveToOuter(zeros(1), zeros(1));
        }
        Assert.False(first.IsInvalid || second.IsInvalid || third.IsInvalid);
        first.Dispose(); second.Dispose(); third.Dispose();
        Assert.True(first.IsInvalid);
    }

    [Fact]
    public void Detached_tensors_live_until_the_caller_disposes_them_and_can_be_attached_again()
    {
        Tensor kept;
        using (var scope = NewDisposeScope())
        {
            kept = zeros(1).DetachFromDisposeScope();
            Assert.Equal(0, scope.DisposablesCount);
        }
        Assert.False(kept.IsInvalid);
        using (var scope = NewDisposeScope()) scope.Attach(kept);
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void Everything_but_what_is_kept_is_disposed_and_the_kept_is_still_held()
    {
        Tensor kept;
        using (var scope = NewDisposeScope())
        {
            var lost = zeros(1);
            kept = scope.DisposeEverythingBut(zeros(1));
            Assert.True(lost.IsInvalid);
            Assert.False(kept.IsInvalid);
        }
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_tensor_disposed_by_itself_is_forgotten_by_its_scope()
    {
        using var scope = NewDisposeScope();
        var t = zeros(1);
        t.Dispose();
        t.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
        Assert.Contains("t", Assert.ThrowsAny<InvalidOperationException>(() => t.sum()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_scope_refuses_to_serve_and_closing_out_of_order_is_harmless()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var held = zeros(1);
        outer.Dispose();
        Assert.False(held.IsInvalid);
        Assert.Same(inner, CurrentDisposeScope);
        inner.Dispose();
        Assert.True(held.IsInvalid);
        Assert.Null(CurrentDisposeScope);
        Assert.Throws<ObjectDisposedException>(() => inner.DisposablesCount);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = zeros(1));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        other!.Dispose();
    }

    [Fact]
    public void A_wrapped_expression_leaves_only_its_value()
    {
        using var scope = NewDisposeScope();
        var sum = WrappedTensorDisposeScope(() => (ones(3) * 2).sum());
        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal(6, sum.ToSingle());
    }
}
