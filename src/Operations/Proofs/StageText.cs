using System.Text.Json;

namespace Facilities.Operations.Proofs;

/// <summary>A stage as <c>signatures.json</c> writes it; durations as <c>10s</c>, <c>20min</c>, <c>24h</c>.</summary>
/// <param name="All">All of these terms at once.</param>
/// <param name="Any">Or all terms of one of these lists.</param>
/// <param name="Total">A duration, or an attribute of the asset times seconds.</param>
internal sealed record StageText(
    string Key, string Zh, string En, IReadOnlyList<TermText>? All = null, IReadOnlyList<IReadOnlyList<TermText>>? Any = null, string? AtLeast = null, string? AtMost = null, JsonElement? Total = null,
    int Times = 1, string? LevelsOf = null, double LevelStep = 1, string? After = null, bool AfterEnd = false, string? Within = null, bool Telling = false);
