using Facilities.Domain;
using Facilities.Domain.Models;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Models;

/// <summary>One version of a model as people see it.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="TypeKey">Its type.</param>
/// <param name="SiteCode">Code of its community.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Baseline">What it takes for normal.</param>
/// <param name="Version">From 1.</param>
/// <param name="State">Shadow, active or retired.</param>
/// <param name="TrainedFrom">First hour of its training.</param>
/// <param name="TrainedTo">End of its training.</param>
/// <param name="TrainedAt">When it was trained.</param>
/// <param name="Hours">Healthy hours of operation it was trained on.</param>
/// <param name="HeldOut">Highest score in the hours held out, in σ.</param>
/// <param name="Limit">Score from which it alarms, in σ, people's marks included.</param>
/// <param name="TrainedLimit">The same before marks.</param>
/// <param name="Signals">What it expects, and how much of it the drivers explain.</param>
/// <param name="ShadowUntil">It may not alarm before.</param>
/// <param name="ShadowAlarms">Raised in its shadow while no fault was known.</param>
/// <param name="OtherAlarms">Those of the active one in the same time.</param>
/// <param name="ActiveSince">Since when it may alarm, or when it last might.</param>
/// <param name="RetiredAt">Since when it judges no more.</param>
/// <param name="End">Why it was retired.</param>
/// <param name="DriftSince">Since when the asset is operated as it never was in the training.</param>
/// <param name="Real">Its faults that were worked off, since it was last activated.</param>
/// <param name="FalseAlarms">Those rejected as false alarms.</param>
/// <param name="MayRollBack">It is active; whoever may set thresholds can go back to the one before.</param>
public sealed record AssetModelRow(
    AssetId AssetId, string TypeKey, string SiteCode, string Code, LocalizedName Name, ModelBaseline Baseline, int Version, ModelState State, DateTimeOffset TrainedFrom, DateTimeOffset TrainedTo, DateTimeOffset TrainedAt,
    int Hours, double HeldOut, double Limit, double TrainedLimit, IReadOnlyList<ModelSignalRow> Signals, DateTimeOffset ShadowUntil, int ShadowAlarms, int OtherAlarms, DateTimeOffset? ActiveSince, DateTimeOffset? RetiredAt,
    ModelEnd? End, DateTimeOffset? DriftSince, int Real, int FalseAlarms, bool MayRollBack);
