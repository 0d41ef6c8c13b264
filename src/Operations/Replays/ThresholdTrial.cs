using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Replays;

/// <summary>What other thresholds would have found on an asset, for the people who may set them; one trial at a time, so that live judgement keeps a processor. Thread-safe.</summary>
public sealed class ThresholdTrial(EntriesInScope entries, HistoryReplay replay) : IDisposable
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>As <see cref="HistoryReplay.RunAsync"/>.</summary>
    /// <exception cref="RuleViolation">No right, not in scope, an empty or too long time, numbers that don't fit together.</exception>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<AssetReplay> RunAsync(
        Caller caller, AssetId id, DateTimeOffset from, DateTimeOffset until, AssetOverrides changes, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.SetThresholds);
        if (until <= from) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "until"));
        if (until - from > Longest) throw new RuleViolation(OperationCodes.ReplayTooLong, ("days", (int)Longest.TotalDays));
        var entry = await entries.FindAsync(caller.Scope, id, cancellationToken).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => replay.RunAsync(entry, from, until, changes, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (DetectionProfileException problem)
        {
            throw new RuleViolation(OperationCodes.ReplayRules, ("problem", problem.Message));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
