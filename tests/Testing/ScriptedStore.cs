using System.Reflection;
using Facilities.Telemetry;

namespace Facilities.Testing;

/// <summary>A telemetry store whose writes a test scripts, or which is away as a whole; everything else goes to a real one.</summary>
public class ScriptedStore : DispatchProxy
{
    private ITimeSeriesStore _inner = null!;

    /// <summary>Called instead of a write, with the real one as its last argument.</summary>
    public Func<ReadingBatch, JournalPosition, CancellationToken, Func<ValueTask>, ValueTask> Write { get; set; } = static (_, _, _, write) => write();

    /// <summary>While set every question and every write is answered by this; what is durable stays known.</summary>
    public StoreUnavailableException? Away { get; set; }

    /// <summary>While set every question waits until its caller gives up: a connection that hangs.</summary>
    public bool Hangs { get; set; }

    /// <summary>While set every question about this source throws as a fault of the program would.</summary>
    public SourceId? ThrowsOn { get; set; }

    public static (ITimeSeriesStore Store, ScriptedStore Script) Around(ITimeSeriesStore inner)
    {
        var store = Create<ITimeSeriesStore, ScriptedStore>();
        var script = (ScriptedStore)(object)store;
        script._inner = inner;
        return (store, script);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (Away is { } away && targetMethod.Name is not ("get_" + nameof(ITimeSeriesStore.AppliedThrough) or "get_" + nameof(ITimeSeriesStore.IsSavingFailed)))
            throw new StoreUnavailableException(away.Reason, away.Message, away) { RetryAfter = away.RetryAfter };
        if (ThrowsOn is { } poisoned && args!.Any(argument => argument is SourceId source && source == poisoned || argument is AggregateQuery query && query.Source == poisoned || argument is CoverageQuery coverage && coverage.Source == poisoned))
            throw new InvalidOperationException($"Source {poisoned} can't be read.");
#pragma warning disable CA2012 // Boxed for the proxy, which hands it to the one caller that awaits it.
        if (Hangs && targetMethod.Name == nameof(ITimeSeriesStore.LastAsync)) return HangAsync((CancellationToken)args![1]!);
        if (targetMethod.Name != nameof(ITimeSeriesStore.WriteAsync)) return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        var (batch, through, cancellation) = ((ReadingBatch)args![0]!, (JournalPosition)args[1]!, (CancellationToken)args[2]!);
        return Write(batch, through, cancellation, () => _inner.WriteAsync(batch, through, cancellation));
#pragma warning restore CA2012
    }

    private static async ValueTask<IReadOnlyList<LastValue>> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        return [];
    }
}
