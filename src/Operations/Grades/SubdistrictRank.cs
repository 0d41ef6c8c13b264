using Facilities.Operations.Templates;

namespace Facilities.Operations.Grades;

/// <summary>A subdistrict in the ranking.</summary>
/// <param name="Name">Its name; null: communities of which nobody has said where they lie.</param>
/// <param name="Place">1 for the best; equal scores share a place; null: nothing of it is graded.</param>
/// <param name="Score">Mean of its graded communities' scores by their assets, 0–100; null: none is graded.</param>
/// <param name="Communities">All of them.</param>
/// <param name="Red">Graded red.</param>
/// <param name="Yellow">Graded yellow.</param>
/// <param name="Blue">Graded blue.</param>
/// <param name="NotGraded">Too little seen, under appeal, or not computed yet.</param>
public sealed record SubdistrictRank(LocalizedName? Name, int? Place, double? Score, int Communities, int Red, int Yellow, int Blue, int NotGraded);
