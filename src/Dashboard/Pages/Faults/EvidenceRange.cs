namespace Facilities.Dashboard.Pages.Faults;

/// <summary>How much of the past the evidence shows.</summary>
internal sealed record EvidenceRange(string Key, TimeSpan Length)
{
    public static IReadOnlyList<EvidenceRange> All { get; } =
    [
        new("1h", TimeSpan.FromHours(1)), new("6h", TimeSpan.FromHours(6)), new("24h", TimeSpan.FromHours(24)),
        new("7d", TimeSpan.FromDays(7)), new("30d", TimeSpan.FromDays(30)),
    ];

    public static EvidenceRange? Find(string? key) => All.FirstOrDefault(range => range.Key == key);

    /// <summary>The shortest one that shows twice the fault's age, so that the time before it can be seen.</summary>
    public static EvidenceRange For(TimeSpan age) => All.FirstOrDefault(range => range.Length >= 2 * age) ?? All[^1];
}
