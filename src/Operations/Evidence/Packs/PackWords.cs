using System.Globalization;
using Facilities.Domain;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>Words that pages have and packs need: they must say the same whoever asks, and whenever.</summary>
/// <param name="Say">A stored reason as a sentence.</param>
/// <param name="Word">A word of an enumeration by its key: <c>action.Open</c>, <c>state.Found</c>, <c>role.Crew</c>, <c>cover.Flood</c>, <c>claimState.Paid</c>, <c>claimAction.Pay</c>, <c>moment.trapped</c>,
/// <c>paper.Inspection</c>, <c>severity.P1</c>.</param>
public sealed record PackWords(Func<CultureInfo, CodedText, string> Say, Func<CultureInfo, string, string> Word);
