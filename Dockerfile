# The image of the application. Build the jars first; the image has no compiler and reaches no registry:
#   mvn -B -Dquick package && docker compose build
FROM eclipse-temurin:17-jre AS layout
COPY src/target/tidemark/lib /layout/lib
# Our own jars change with every build, the others rarely: two layers.
RUN mkdir -p /layout/own && mv /layout/lib/tidemark*.jar /layout/own/

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --user-group --home-dir /data tidemark \
    && mkdir -p /data /opt/tidemark/src/target/tidemark/lib \
    && chown tidemark:tidemark /data
COPY --from=layout /layout/lib/ /opt/tidemark/src/target/tidemark/lib/
COPY --from=layout /layout/own/ /opt/tidemark/src/target/tidemark/lib/
COPY tidemark /opt/tidemark/tidemark
COPY topology/examples /opt/tidemark/topology/examples
# No archive of loaded classes: it would be made anew in each container.
ENV TIDEMARK_CDS=off PATH=/opt/tidemark:$PATH
USER tidemark
WORKDIR /opt/tidemark
VOLUME /data
ENTRYPOINT ["tidemark"]
CMD ["--help"]
