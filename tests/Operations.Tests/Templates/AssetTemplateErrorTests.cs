using Facilities.Operations.Templates;

namespace Facilities.Operations.Tests.Templates;

public sealed class AssetTemplateErrorTests
{
    private const string Good = """
        { "type": "kettle", "zh": "壶", "en": "Kettle", "heartbeat": "60s",
          "points": [ { "no": 1, "key": "temp_c", "kind": "number", "zh": "温度", "en": "Temperature", "range": [0, 100] },
                      { "no": 2, "key": "lid", "kind": "state", "zh": "盖", "en": "Lid", "states": [ { "key": "open", "zh": "开", "en": "Open" }, { "key": "shut", "zh": "关", "en": "Shut" } ] } ],
          "families": [ { "key": "heat", "zh": "热", "en": "Heat" } ],
          "modes": [ { "key": "hot", "family": "heat", "severity": "P2", "zh": "热", "en": "Hot", "advice": { "zh": "关", "en": "Turn off" } } ],
          "rules": [ { "key": "hot", "mode": "hot", "zh": "热", "en": "Hot", "for": "10s", "origin": "D", "limit": { "value": 90 }, "when": { "all": [ { "point": "temp_c", "above": "$limit" }, { "point": "lid", "is": "shut" } ] } } ],
          "vectors": [], "verification": {} }
        """;

    [Fact]
    public void A_sound_file_loads() => AssetTemplateCatalog.Parse([("kettle.json", Good)])["kettle"].Rules.Count.ShouldBe(1);

    [Theory]
    [InlineData("\"temp_c\", \"above\"", "\"tmp_c\", \"above\"", "kettle.json: $.rules[0].when.all[0]: there is no point 'tmp_c'")]
    [InlineData("\"is\": \"shut\"", "\"is\": \"closed\"", "kettle.json: $.rules[0].when.all[1].is: is no state of 'lid'")]
    [InlineData("\"mode\": \"hot\"", "\"mode\": \"cold\"", "kettle.json: $.rules[0]: there is no mode 'cold'")]
    [InlineData("\"severity\": \"P2\"", "\"severity\": \"P7\"", "kettle.json: $.modes[0].severity: 'P7' is none of P1, P2, P3, P4")]
    [InlineData("\"for\": \"10s\"", "\"for\": \"10 sec\"", "kettle.json: $.rules[0].for: must be a duration such as '10s', '5min', '1h' or '14d'")]
    [InlineData("\"for\": \"10s\"", "\"fro\": \"10s\"", "kettle.json: $.rules[0]: unknown property 'fro'")]
    [InlineData("\"$limit\"", "80", "kettle.json: $.rules[0]: the limit is never used: write \"$limit\" in a condition")]
    [InlineData("\"no\": 2", "\"no\": 1", "kettle.json: $.points[1]: no 1 stands twice")]
    [InlineData("\"family\": \"heat\"", "\"family\": \"cold\"", "kettle.json: $.modes[0]: there is no family 'cold'")]
    [InlineData("\"range\": [0, 100]", "\"range\": [100, 0]", "kettle.json: $.points[0].range: min is above max")]
    [InlineData("\"en\": \"Kettle\"", "\"ne\": \"Kettle\"", "kettle.json: $: 'en' is missing")]
    public void An_error_names_its_file_and_path(string good, string bad, string error) =>
        Should.Throw<AssetTemplateException>(() => AssetTemplateCatalog.Parse([("kettle.json", Good.Replace(good, bad, StringComparison.Ordinal))]))
            .Errors.ShouldContain(error);

    [Fact]
    public void All_errors_of_all_files_come_at_once()
    {
        var one = Good.Replace("\"severity\": \"P2\"", "\"severity\": \"P7\"", StringComparison.Ordinal).Replace("\"no\": 2", "\"no\": 1", StringComparison.Ordinal);

        var errors = Should.Throw<AssetTemplateException>(() => AssetTemplateCatalog.Parse([("a.json", one), ("b.json", "{")])).Errors;

        errors.Count.ShouldBe(3);
        errors.ShouldContain(e => e.StartsWith("a.json: ", StringComparison.Ordinal));
        errors.ShouldContain(e => e.StartsWith("b.json: $: is no JSON", StringComparison.Ordinal));
    }

    [Fact]
    public void A_type_stands_in_one_file_only() =>
        Should.Throw<AssetTemplateException>(() => AssetTemplateCatalog.Parse([("a.json", Good), ("b.json", Good)])).Errors
            .ShouldHaveSingleItem().ShouldBe("b.json: $.type: 'kettle' stands in another file too");
}
