namespace Facilities.Operations.Evidence.Packs;

/// <summary>What a pack's entries are called; they stand in this order.</summary>
internal static class PackNames
{
    /// <summary>What people open, in Chinese; <see cref="IndexEn"/> beside it.</summary>
    public const string Index = "index.html";
    public const string IndexEn = "index.en.html";

    /// <summary>Draft of the maintenance fund's emergency use, where that is open to such an asset.</summary>
    public const string Fund = "fund.html";
    public const string FundEn = "fund.en.html";
    public const string Facts = "claim.json";
    public const string Timeline = "timeline.csv";
    public const string WorkOrder = "work-order.csv";
    public const string Parts = "parts.csv";
    public const string Papers = "papers.csv";
    public const string Maintenance = "maintenance.csv";
    public const string Photos = "photos.csv";
    public const string Telemetry = "telemetry.csv";

    /// <summary>Entries of the audit chain about the claim and its fault, without personal fields.</summary>
    public const string Audit = "audit.jsonl";

    public static string Chart(string point) => $"charts/{point}.svg";

    public static string Photo(string sha256, string mediaType) => $"photos/{sha256}{(mediaType.EndsWith("png", StringComparison.Ordinal) ? ".png" : ".jpg")}";
}
