using Facilities.Dashboard.Format;

namespace Facilities.Dashboard.Tests.Format;

public sealed class DeadlineViewTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = Start.AddMinutes(60);

    [Theory]
    [InlineData(0, "Calm")]
    [InlineData(44, "Calm")]
    [InlineData(45, "Soon")]
    [InlineData(59, "Soon")]
    [InlineData(60, "Over")]
    [InlineData(90, "Over")]
    public void It_is_soon_when_a_quarter_is_left_and_over_at_the_limit(int minutes, string mood) =>
        DeadlineView.At(Start, Due, Start.AddMinutes(minutes)).Mood.ToString().ShouldBe(mood);

    [Fact]
    public void A_held_clock_is_neither_soon_nor_over() =>
        DeadlineView.At(Start, Due, Start.AddMinutes(90), held: true).Mood.ShouldBe(DeadlineMood.Held);

    [Fact]
    public void The_bar_shows_the_share_of_time_used_and_stops_when_full()
    {
        DeadlineView.At(Start, Due, Start.AddMinutes(15)).UsedShare.ShouldBe(0.25);
        DeadlineView.At(Start, Due, Start.AddMinutes(300)).UsedShare.ShouldBe(1);
    }
}
