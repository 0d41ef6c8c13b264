using Facilities.Domain.Assets;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Diagrams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class DiagramConfiguration : IEntityTypeConfiguration<SiteDiagram>
{
    public void Configure(EntityTypeBuilder<SiteDiagram> builder)
    {
        builder.ToTable("site_diagrams");
        builder.HasKey(diagram => new { diagram.CommunityId, diagram.System });
        builder.Property(diagram => diagram.Layout).AsJson();
        builder.HasOne<Community>().WithMany().HasForeignKey(diagram => diagram.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
