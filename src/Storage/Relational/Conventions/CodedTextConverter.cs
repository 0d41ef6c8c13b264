using Facilities.Domain;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Facilities.Storage.Relational.Conventions;

/// <summary>Stored reasons keep their canonical form, <c>code?name=value</c>.</summary>
internal sealed class CodedTextConverter() : ValueConverter<CodedText, string>(text => text.ToString(), text => CodedText.Parse(text));
