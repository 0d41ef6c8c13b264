using System.Net;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Dashboard.Tests.Support;
using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Explanations;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What a fault's page says of why it is believed, for each way in which something is judged.</summary>
public sealed class FaultWhy_Tests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, SignalMeasure, SignMove?> Measures
    {
        get
        {
            var data = new TheoryData<string, SignalMeasure, SignMove?>();
            foreach (var language in new[] { "zh-CN", "en" })
            {
                foreach (var measure in Enum.GetValues<SignalMeasure>())
                {
                    foreach (var moves in new SignMove?[] { null, SignMove.Up, SignMove.Down, SignMove.Either }) data.Add(language, measure, moves);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Measures))]
    public async Task Every_measure_has_its_words_in_both_languages(string language, SignalMeasure measure, SignMove? moves)
    {
        using var culture = new UseCulture(language);
        var html = await ShowAsync(Explained(measure, moves));
        html.ShouldNotContain("say.");
        html.ShouldNotContain("why.");
        html.ShouldNotContain("{0}");
    }

    [Theory]
    [InlineData("zh-CN", "比本设备平时的 2.6 s 高 31 %")]
    [InlineData("en", "31 % above what this asset usually has (2.6 s)")]
    public async Task The_own_past_is_told_as_a_mechanic_would(string language, string words)
    {
        using var culture = new UseCulture(language);
        (await ShowAsync(Explained(SignalMeasure.OwnMean, SignMove.Up))).ShouldContain(words);
    }

    /// <summary>A limit with hysteresis is told when the value has just come back a little: saying that it is over the limit would be wrong.</summary>
    [Theory]
    [InlineData("zh-CN", "尚未回到可解除的范围")]
    [InlineData("en", "is 3.4 s: it passed the limit of 3.5 s and is not back far enough yet")]
    public async Task A_value_on_its_way_back_is_not_called_over_the_limit(string language, string words)
    {
        using var culture = new UseCulture(language);
        var explained = Explained(SignalMeasure.Value, SignMove.Up);
        (await ShowAsync(explained with { Signals = [explained.Signals[0] with { Limit = 3.5 }] })).ShouldContain(words);
    }

    [Theory]
    [InlineData(2, "2 are too often")]
    [InlineData(3, "more than 2 is too often")]
    public async Task As_often_as_the_limit_is_not_called_more_than_it(int times, string words)
    {
        using var culture = new UseCulture("en");
        var explained = Explained(SignalMeasure.Count, SignMove.Either);
        (await ShowAsync(explained with { Signals = [explained.Signals[0] with { Value = times, Limit = 2, Within = TimeSpan.FromMinutes(10) }] })).ShouldContain(words);
    }

    [Theory]
    [InlineData("zh-CN", "比同类设备居中的", "与同类设备比较得出")]
    [InlineData("en", "above the middle of like assets", "compared with like assets")]
    public async Task A_comparison_with_like_assets_does_not_speak_of_the_assets_own_past(string language, string says, string origin)
    {
        using var culture = new UseCulture(language);
        var explained = Explained(SignalMeasure.Sisters, SignMove.Up);
        var html = await ShowAsync(explained with { RuleKey = "sister:door_close_s", Signals = [explained.Signals[0] with { Limit = 4 }] });
        html.ShouldContain(says);
        html.ShouldContain(origin);
    }

    [Fact]
    public async Task Signs_say_what_was_seen_and_what_nothing_judged()
    {
        using var culture = new UseCulture("en");
        var html = await ShowAsync(Explained(SignalMeasure.Learned, SignMove.Up) with
        {
            Named = null,
            Resembled =
            [
                new ExplainedMode("brake-wear", new("制动器磨损", "Brake worn"), "brake", Severity.P2, TimeSpan.FromDays(14), TimeSpan.FromDays(56), new("查", "Check it"), 1,
                [
                    new ExplainedSign("brake_release_ms", new("释放", "Brake release time"), SignMove.Up, SignState.AsSaid),
                    new ExplainedSign("leveling_mm", new("平层", "Levelling error"), SignMove.Either, SignState.Unseen),
                ]),
            ],
        });
        html.ShouldContain("Looks most like: Brake worn");
        html.ShouldContain("1 of 2 signs seen");
        html.ShouldContain("not judged");
        html.ShouldContain("14 d to 56 d");
    }

    [Fact]
    public async Task Confidence_says_what_it_rests_on()
    {
        using var culture = new UseCulture("en");
        (await ShowAsync(Explained(SignalMeasure.Value, SignMove.Up))).ShouldContain("no case has been judged yet");
        (await ShowAsync(Explained(SignalMeasure.Value, SignMove.Up) with { Confidence = new(0.8, 0.9, 12, 1) })).ShouldContain("12 cases were real, 1 a false alarm");
    }

    [Fact]
    public async Task What_nobody_explains_has_no_card() => (await ShowAsync(null)).ShouldNotContain("f-card");

    private static FaultExplanation Explained(SignalMeasure measure, SignMove? moves) => new()
    {
        Fault = new FaultId(1),
        RuleKey = "door-slow",
        Since = At,
        DetectedAt = At,
        HeldFor = TimeSpan.FromMinutes(10),
        Signals =
        [
            new ExplainedSignal
            {
                Key = "door_close_s",
                Name = new LocalizedName("关门时间", "Door closing time"),
                Unit = "s",
                Measure = measure,
                Moves = moves,
                Value = 3.4,
                Baseline = 2.6,
                Limit = 3.12,
                Deviation = 0.8,
                Sigma = 7,
                Contribution = 1,
                Since = At,
                Within = TimeSpan.FromHours(24),
            },
            new ExplainedSignal { Key = "mode", Name = new LocalizedName("运行模式", "Operating mode"), Measure = SignalMeasure.Context, Value = 0 },
        ],
        Confidence = new ExplainedConfidence(0.9, 0.9, 0, 0),
        Named = new ExplainedMode("door-wear", new("门机磨损", "Door worn"), "door", Severity.P3, null, null, new("清洁", "Clean it"), 1, []),
        Resembled = [],
        Advice = new LocalizedName("清洁", "Clean it"),
        Cases = [],
    };

    private async Task<string> ShowAsync(FaultExplanation? explanation)
    {
        var place = new AssetPlace(new AssetId(1), "wanghai", "lift-1", "elevator", new("1号梯", "Lift 1"), new CommunityId(1), new("望海", "Wanghai"), null);
        var row = new FaultRow
        {
            Id = new FaultId(1),
            Number = "F-2026-0001",
            Severity = Severity.P3,
            State = FaultState.Found,
            Family = "door",
            ModeKey = "door-wear",
            Title = CodedText.Of("fault.mode"),
            Source = FaultSource.Sensor,
            Place = place,
            IsOpen = true,
            OnsetAt = At,
            DetectedAt = At,
            RuleClear = false,
            Overdue = false,
            Reopened = 0,
        };
        await using var rendering = new PageRendering(host.Services, Task.FromResult(PageRendering.Nobody), "/");
        return WebUtility.HtmlDecode(await rendering.SettledAsync(typeof(FaultWhy), new() { ["Row"] = row, ["Explanation"] = explanation }));
    }
}
