using Facilities.Dashboard.Format;

namespace Facilities.Dashboard.Tests.Format;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 faults")]
    [InlineData(1, "1 fault")]
    [InlineData(2, "2 faults")]
    [InlineData(1200, "1,200 faults")]
    public void A_noun_goes_with_its_number(int count, string expected) => string.Format(null, "{0:# fault|# faults}", DisplayFormat.Count(count)).ShouldBe(expected);

    [Fact]
    public void A_form_may_leave_the_number_out() => string.Format(null, "reopened {0:once|# times}", new Counted(1)).ShouldBe("reopened once");

    [Fact]
    public void Without_forms_there_is_only_the_number() => $"{new Counted(7294)} 点".ShouldBe("7,294 点");
}
