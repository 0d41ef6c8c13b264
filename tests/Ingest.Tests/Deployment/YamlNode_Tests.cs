namespace Facilities.Ingest.Tests.Deployment;

public sealed class YamlNode_Tests
{
    [Fact]
    public void Reads_what_the_compose_file_is_written_in()
    {
        var root = YamlNode.Parse("# note\na: 1\nb:\n  c: \"x: y\"\n  d:\n    - one\n    - |\n      two\n      lines\n\n  e: [\"f\", \"g\"]\nh:\n");
        root["a"].Scalar.ShouldBe("1");
        root["b"]["c"].Scalar.ShouldBe("x: y");
        root["b"]["d"].Texts.ShouldBe(["one", "two\nlines"]);
        root["b"]["e"].Texts.ShouldBe(["f", "g"]);
        root["h"].Scalar.ShouldBe("");
    }

    [Theory]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a:\n    b: 1\n  c: 2\n")]
    [InlineData("a: &anchor 1\n")]
    [InlineData("a: {b: 1}\n")]
    [InlineData("a: 1 # behind\n")]
    [InlineData("just words\n")]
    public void Refuses_what_it_would_read_differently_than_Docker(string text) => Should.Throw<FormatException>(() => YamlNode.Parse(text));
}
