namespace Facilities.Detection.Tests.Models;

/// <summary>The comparison of like assets at its borders.</summary>
public sealed class SisterComparison_Tests
{
    private static readonly ModelSignal Vibration = new("vib", 0.05, Worse.Higher);

    [Fact]
    public void Of_three_nothing_is_said() => SisterComparison.Of([1, 1, 9], Vibration).ShouldBeNull();

    [Fact]
    public void Of_four_the_one_that_differs_is_named() => SisterComparison.Of([1, 1.02, 9, 0.98], Vibration)!.Lone.ShouldBe(2);

    [Fact]
    public void Two_that_differ_are_no_fault_of_one() => SisterComparison.Of([1, 1.02, 0.98, 9, 9.1], Vibration)!.Lone.ShouldBeNull();

    [Fact]
    public void The_harmless_way_is_no_fault() => SisterComparison.Of([4, 4.02, 1, 3.98], Vibration)!.Lone.ShouldBeNull();

    [Theory]
    [InlineData(1.24, false)]
    [InlineData(1.36, true)]
    public void A_quarter_of_the_median_and_six_deviations_are_the_least(double value, bool told) =>
        (SisterComparison.Of([1, 1, 1, 1, value], Vibration)!.Lone is not null).ShouldBe(told, "the least spread is a twentieth of the median");

    [Fact]
    public void Among_sisters_that_scatter_nobody_stands_out() => SisterComparison.Of([1, 2, 3, 4, 5, 7], Vibration)!.Lone.ShouldBeNull();
}
