namespace TorchSharp;

/// <summary>
/// Disposes the tensors made on its thread while it was the innermost scope, except those moved out of it. A tensor belongs to at most one scope.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic] static DisposeScope? current;

    HashSet<IDisposable> held = new(ReferenceEqualityComparer.Instance);
    DisposeScope? outer = current;
    bool closed;

    internal DisposeScope() => current = this;

    internal static DisposeScope? Current => current;

    /// <summary>What the scope would dispose now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView { get { Open(); return [.. held]; } }

    public int DisposablesCount { get { Open(); return held.Count; } }

    public bool Contains(IDisposable disposable) => held.Contains(disposable);

    /// <summary>Hands over to the scope around this one; where there is none, the caller owns them.</summary>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(outer, disposables);
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(outer, disposables);
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(outer, disposable);
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => MoveToOther(outer, first, second);
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => MoveToOther(outer, first, second, third);

    /// <summary>Hands over what this scope holds to another one; what it does not hold stays where it is.</summary>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables) { foreach (var one in disposables) MoveToOther(scope, one); }
    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);
    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second));
    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Open();
        if (held.Remove(disposable)) Own(scope, disposable);
        return disposable;
    }

    /// <summary>Hands over to the caller, who disposes them.</summary>
    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);
    public void Detach(params IDisposable[] disposables) => MoveToOther(null, disposables);
    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => MoveToOther(null, first, second);
    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => MoveToOther(null, first, second, third);

    /// <summary>Takes over, from whichever scope holds them.</summary>
    public void Attach(IDisposable disposable) => Attach((IEnumerable<IDisposable>)[disposable]);
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        Open();
        List<IDisposable> taken = [.. disposables];
        foreach (var one in taken)
        {
            if (one is not Tensor tensor) throw new InvalidOperationException($"A dispose scope can hold tensors only; got {one?.GetType().Name ?? "null"}.");
            tensor.OwningDisposeScope?.held.Remove(tensor);
            Own(this, tensor);
        }
        return taken;
    }

    public void DisposeEverything() => DisposeEverythingBut([]);
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable { DisposeEverythingBut([keep]); return keep; }
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable { DisposeEverythingBut([first, second]); return (first, second); }
    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable { DisposeEverythingBut([first, second, third]); return (first, second, third); }

    /// <summary>Disposes all that the scope holds, except what is to be kept, which it goes on holding.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        Open();
        var old = held;
        held = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var one in old)
            if (!held.Contains(one)) one.Dispose();
    }

    /// <summary>Forgets something that was disposed by itself.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        held.Remove(disposable);
        if (disposable is Tensor tensor) tensor.OwningDisposeScope = null;
    }

    /// <summary>Disposes all that the scope holds; scopes opened inside it and left open keep theirs.</summary>
    public void Dispose()
    {
        if (closed) return;
        DisposeEverything();
        closed = true;
        if (ReferenceEquals(current, this)) { current = outer; return; }
        for (var inner = current; inner is not null; inner = inner.outer)
            if (ReferenceEquals(inner.outer, this)) { inner.outer = outer; return; }
    }

    internal static DisposeScope? Register(Tensor made)
    {
        current?.held.Add(made);
        return current;
    }

    static void Own(DisposeScope? scope, IDisposable disposable)
    {
        scope?.held.Add(disposable);
        if (disposable is Tensor tensor) tensor.OwningDisposeScope = scope;
    }

    void Open() => ObjectDisposedException.ThrowIf(closed, this);
}

public static partial class torch
{
    /// <summary>A scope that disposes what is made on this thread until it is disposed itself; use it with <c>using</c>.</summary>
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>The innermost open scope of this thread, or null.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScope.Current;

    /// <summary>The expression's value, with everything disposed that was made on the way to it.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
