using Facilities.Storage.Relational.Intake;

namespace Facilities.Dashboard.Api;

/// <summary>What the fields of a mapped device mean from now on.</summary>
/// <param name="Fields">All of them; a field with an empty point is left out on purpose.</param>
internal sealed record MappingBody(IReadOnlyList<FieldMapping> Fields);
