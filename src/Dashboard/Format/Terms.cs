using System.Globalization;
using System.Text.RegularExpressions;
using Facilities.Dashboard.Localization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Templates;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Format;

/// <summary>Words of the field in the reader's language: states, severities, roles, and coded texts with their parameters.</summary>
public sealed partial class Terms(IStringLocalizer<TermText> text, DisplayFormat format, AssetTemplateCatalog templates)
{
    /// <summary>人身安全; Life safety.</summary>
    public string Severity(Severity severity) => text["severity." + severity];

    /// <summary>已派单; Dispatched.</summary>
    public string State(FaultState state) => text["state." + state];

    public string Role(Role role) => text["role." + role];

    public string Source(FaultSource source) => text["source." + source];

    /// <summary>A word of an enumeration whose keys begin with <paramref name="family"/>.</summary>
    public string Word<T>(string family, T value)
        where T : struct, Enum => text[family + "." + value];

    /// <summary>The same with something to fill in.</summary>
    public string Word<T>(string family, T value, string argument)
        where T : struct, Enum => text[family + "." + value, argument];

    /// <summary>
    /// A stored reason, title or refusal as a sentence. Placeholders are the parameters' names; instants and numbers are formatted,
    /// and a parameter whose value is itself a known word (<c>term.name.value</c>) is said as that word.
    /// A code without a text shows as it is: better an odd word than a lost reason.
    /// </summary>
    public string Say(CodedText? coded)
    {
        if (coded is null) return "";
        var sentence = text["code." + coded.Code];
        if (sentence.ResourceNotFound) return coded.ToString();
        return Placeholder().Replace(sentence.Value, match =>
            coded.Parameters.TryGetValue(match.Groups[1].Value, out var value) ? Step(coded, match.Groups[1].Value, value) ?? SayValue(match.Groups[1].Value, value) : DisplayFormat.NoValue);
    }

    /// <summary>The name of a checklist's step, which is known only together with its template; null: it is something else.</summary>
    private string? Step(CodedText coded, string name, string key) =>
        name == "todo" && coded.Parameters.TryGetValue("type", out var type) && coded.Parameters.TryGetValue("mode", out var mode)
            && templates.TryGet(type, out var asset) && asset.StepsOf(mode).FirstOrDefault(todo => todo.Key == key) is { } found
            ? AssetWords.Name(found.Name)
            : name == "step" && coded.Parameters.TryGetValue("template", out var template) && InspectionTemplates.Find(template)?.Steps.FirstOrDefault(step => step.Key == key) is { } step
            ? AssetWords.Name(new LocalizedName(step.Name, step.NameEn))
            : null;

    private string SayValue(string name, string value)
    {
        if (value.Length == 0) return DisplayFormat.NoValue;
        var word = text["term." + name + "." + value];
        if (!word.ResourceNotFound) return word.Value;
        // Flags are written as "Acknowledge, Arrive".
        if (value.Contains(", ", StringComparison.Ordinal)) return format.List(value.Split(", ").Select(part => SayValue(name, part)));
        if (value.Length >= 20 && value[^1] == 'Z' && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return format.Moment(instant);
        }

        if (value.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out var span)) return format.Span(span);
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && value.Contains('.', StringComparison.Ordinal)
            ? format.Number(number)
            : value;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
