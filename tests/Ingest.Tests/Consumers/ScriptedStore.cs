using System.Reflection;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Consumers;

/// <summary>A telemetry store whose writes a test scripts; everything else, and what the script lets through, goes to a real one.</summary>
public class ScriptedStore : DispatchProxy
{
    private ITimeSeriesStore _inner = null!;

    /// <summary>Called instead of a write, with the real one as its last argument.</summary>
    public Func<ReadingBatch, JournalPosition, CancellationToken, Func<ValueTask>, ValueTask> Write { get; set; } = static (_, _, _, write) => write();

    public static (ITimeSeriesStore Store, ScriptedStore Script) Around(ITimeSeriesStore inner)
    {
        var store = Create<ITimeSeriesStore, ScriptedStore>();
        var script = (ScriptedStore)(object)store;
        script._inner = inner;
        return (store, script);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(ITimeSeriesStore.WriteAsync)) return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        var (batch, through, cancellation) = ((ReadingBatch)args![0]!, (JournalPosition)args[1]!, (CancellationToken)args[2]!);
#pragma warning disable CA2012 // Boxed for the proxy, which hands it to the one caller that awaits it.
        return Write(batch, through, cancellation, () => _inner.WriteAsync(batch, through, cancellation));
#pragma warning restore CA2012
    }
}
