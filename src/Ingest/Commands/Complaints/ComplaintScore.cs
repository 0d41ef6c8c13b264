using System.Globalization;
using Facilities.Domain.Complaints;
using Spectre.Console;

namespace Facilities.Ingest.Commands.Complaints;

/// <summary>Counts of right and wrong, and their tables.</summary>
internal sealed class ComplaintScore
{
    private const int MostWrong = 50;

    private static readonly ComplaintTopic[] Topics = Enum.GetValues<ComplaintTopic>();

    private readonly int[,] _confusion = new int[Topics.Length, Topics.Length];
    private readonly int[,] _believed = new int[Topics.Length, Topics.Length];
    private readonly List<string> _wrong = [];
    private Matched _site;
    private Matched _building;
    private Matched _asset;
    private (int All, int Right) _sub;
    private (int All, int Right) _held;

    public int Records { get; private set; }

    /// <summary>Topics, believed or not: share that is right.</summary>
    public double TopicAccuracy => (double)Topics.Sum(topic => _confusion[(int)topic, (int)topic]) / Records;

    public Matched Sites => _site;

    public Matched Assets => _asset;

    public void Add(string words, ComplaintTopic topic, string sub, TopicVerdict verdict, Truth truth, PlaceMatch place)
    {
        Records++;
        _confusion[(int)topic, (int)verdict.Kind.Topic]++;
        if (verdict.Confidence >= ComplaintRules.Believed) _believed[(int)topic, (int)verdict.Kind.Topic]++;
        if (topic != ComplaintTopic.Other && topic == verdict.Kind.Topic) _sub = (_sub.All + 1, _sub.Right + (sub == verdict.Kind.Key ? 1 : 0));
        if (truth.HeldOut) _held = (_held.All + 1, _held.Right + (topic == verdict.Kind.Topic ? 1 : 0));
        var believed = place.SiteConfidence >= ComplaintRules.Believed;
        _site.Add(truth.Site, truth.ToldSite, believed ? place.Site?.Value : null);
        _building.Add(truth.Building, truth.ToldSite, believed ? place.Building?.Value : null);
        var asset = place.AssetConfidence >= ComplaintRules.Believed ? place.Asset?.Value : null;
        _asset.Add(truth.Asset, truth.ToldAsset, asset);
        if (_wrong.Count < MostWrong && (topic != verdict.Kind.Topic || (believed && place.Site?.Value != truth.Site) || (truth.ToldSite && !believed) || (truth.ToldAsset && asset != truth.Asset)))
            _wrong.Add($"{words}  → {topic}/{sub} as {verdict.Kind.Topic}/{verdict.Kind.Key} {verdict.Confidence:F2}; site {truth.Site} as {place.Site} {place.SiteConfidence:F2}; asset {truth.Asset} as {place.Asset} {place.AssetConfidence:F2}; {place.Reasons}");
    }

    public void Print(bool wrong)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 240;
        var topics = new Table().Border(TableBorder.Markdown).AddColumns("topic", "records", "precision", "recall", "of these believed", "precision of believed");
        foreach (var topic in Topics)
        {
            var t = (int)topic;
            var (row, column, own) = (Sum(_confusion, t, byRow: true), Sum(_confusion, t, byRow: false), _confusion[t, t]);
            topics.AddRow(topic.ToString(), Count(row), Share(own, column), Share(own, row), Share(Sum(_believed, t, byRow: true), row), Share(_believed[t, t], Sum(_believed, t, byRow: false)));
        }

        AnsiConsole.Write(topics);
        var confusion = new Table().Border(TableBorder.Markdown).AddColumn("true \\ told");
        foreach (var topic in Topics) confusion.AddColumn(topic.ToString());
        foreach (var topic in Topics) confusion.AddRow([topic.ToString(), .. Topics.Select(told => Count(_confusion[(int)topic, (int)told]))]);
        AnsiConsole.Write(confusion);
        var places = new Table().Border(TableBorder.Markdown).AddColumns("place", "records with one", "believed", "precision", "recall", "of those that the words tell", "recall of these");
        foreach (var (name, matched) in new[] { ("community", _site), ("building", _building), ("asset", _asset) })
            places.AddRow(name, Count(matched.True), Count(matched.Believed), Share(matched.Right, matched.Believed), Share(matched.Right, matched.True), Count(matched.Told), Share(matched.RightOfTold, matched.Told));
        AnsiConsole.Write(places);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Records} records; sub-topic right where the topic is: {100.0 * _sub.Right / Math.Max(1, _sub.All):F1} %; topic right in wordings kept from tuning: {Share(_held.Right, _held.All)} of {_held.All}"));
        if (!wrong) return;
        foreach (var line in _wrong) Console.WriteLine(line);
    }

    private static int Sum(int[,] counts, int topic, bool byRow) => Enumerable.Range(0, Topics.Length).Sum(other => byRow ? counts[topic, other] : counts[other, topic]);

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Share(int part, int whole) => whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:F1} %");

    /// <summary>What is true of a record's place.</summary>
    internal readonly record struct Truth(int? Site, int? Building, int? Asset, bool ToldSite, bool ToldAsset, bool HeldOut);

    /// <summary>How often a kind of place was found.</summary>
    internal struct Matched
    {
        public int True;
        public int Told;
        public int Believed;
        public int Right;
        public int RightOfTold;

        public readonly double Precision => (double)Right / Math.Max(1, Believed);

        public readonly double RecallOfTold => (double)RightOfTold / Math.Max(1, Told);

        public void Add(int? truth, bool told, int? believed)
        {
            if (truth is not null) True++;
            if (believed is not null) Believed++;
            var right = believed is not null && believed == truth;
            if (right) Right++;
            if (truth is null || !told) return;
            Told++;
            if (right) RightOfTold++;
        }
    }
}
